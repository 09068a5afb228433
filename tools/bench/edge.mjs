import { run } from '../process.mjs';
import { buildLoad, deployShop, removeShop, shopContainer } from '../shop.mjs';
import { median, range, ROUNDS, table } from './figures.mjs';

const SECONDS = 5;
/** What is asked for. The first costs a server next to nothing, so what is beside it costs the most that it can. */
const PAGES = { 'a page of no work': '/', 'a page of 5 ms': '/slow?seconds=0.005' };
const MOST_LOST = 15;
const MOST_LATER = 0.5;

/**
 * @typedef {object} Served
 * @property {number} perSecond
 * @property {number} middle median, in milliseconds
 *
 * @typedef {Readonly<Record<string, { direct: readonly Served[], edge: readonly Served[] }>>} EdgeCosts by page
 */

/**
 * Asks the same container by its own address and by the edge, in turn.
 *
 * @param {Record<string, string>} environment
 * @returns {Promise<EdgeCosts>}
 */
export async function measureEdge(environment) {
  const variables = { ...environment, TF_VAR_database_password: 'of the bench' };
  const load = await buildLoad();
  try {
    await deployShop(variables);
    const urls = { direct: await urlOf('web'), edge: await urlOf('edge/proxy') };
    /** @type {Record<string, { direct: Served[], edge: Served[] }>} */
    const costs = Object.fromEntries(Object.keys(PAGES).map((page) => [page, { direct: [], edge: [] }]));
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const [page, path] of Object.entries(PAGES)) {
        const served = {
          direct: await asked(load, urls.direct, path),
          edge: await asked(load, urls.edge, path),
        };
        if (round > 0) {
          costs[page]?.direct.push(served.direct);
          costs[page]?.edge.push(served.edge);
        }
      }
    }
    return costs;
  } finally {
    await removeShop(variables);
  }
}

/**
 * Where the host reaches a container by its address on Docker's network: a published port would cost Docker's own proxy as well.
 *
 * @param {string} path of the construct in the stack
 */
async function urlOf(path) {
  const { NetworkSettings: settings } = await shopContainer(path);
  const [network] = /** @type {{ IPAddress: string }[]} */ (Object.values(settings.Networks));
  return `http://${network?.IPAddress}:8080`;
}

/**
 * @param {string} load
 * @param {string} url
 * @param {string} page
 * @returns {Promise<Served>}
 */
async function asked(load, url, page) {
  const options = ['-url', url, '-get', page, '-mix', 'get', '-duration', `${SECONDS}s`, '-every', '1m'];
  const said = (await run(load, options)).toString('utf8').trim().split('\n').at(-1) ?? '';
  const { perSecond, latency } = JSON.parse(said);
  return { perSecond, middle: latency.get.p50 };
}

/** @param {EdgeCosts} costs */
export function edgeReport(costs) {
  const rows = Object.entries(costs).map(([page, { direct, edge }]) => [
    page,
    `${Math.round(median(direct.map(({ perSecond }) => perSecond)))}/s`,
    `${Math.round(median(edge.map(({ perSecond }) => perSecond)))}/s`,
    `${(lost({ direct, edge }) * 100).toFixed(1)} %`,
    `${later({ direct, edge }).toFixed(2)} ms`,
    range(
      edge
        .map(({ perSecond }, round) => 1 - perSecond / (direct[round]?.perSecond ?? perSecond))
        .map((part) => part * 100),
    ),
  ]);
  return table([['', 'direct', 'by the edge', 'fewer', 'later', 'range, %'], ...rows]);
}

/** @param {EdgeCosts} costs */
export function edgeAims(costs) {
  return Object.entries(costs).flatMap(([page, each]) => [
    { what: `requests that the edge takes, ${page}`, most: MOST_LOST, measured: lost(each) * 100, unit: '%' },
    { what: `how much later it answers, ${page}`, most: MOST_LATER, measured: later(each), unit: 'ms' },
  ]);
}

/** @param {EdgeCosts[string]} costs */
function lost({ direct, edge }) {
  return (
    1 - median(edge.map(({ perSecond }) => perSecond)) / median(direct.map(({ perSecond }) => perSecond))
  );
}

/** @param {EdgeCosts[string]} costs */
function later({ direct, edge }) {
  return median(edge.map(({ middle }) => middle)) - median(direct.map(({ middle }) => middle));
}
