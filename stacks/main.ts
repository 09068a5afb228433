import { App } from 'cdktf';
import { ENVIRONMENTS } from './environments';
import { HelloStack } from './hello-stack';

const app = new App();
ENVIRONMENTS.forEach((environment) => new HelloStack(app, environment));
app.synth();
