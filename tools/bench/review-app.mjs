/**
 * Runs the command line with the arguments after its own name, as `npx go-containers` does, and tells what that cost.
 *
 *     node review-app.mjs COSTS review --plan FILE ...
 *
 * Writes one JSON object to the file COSTS: processor seconds (user and system, all threads), and the most memory that the process ever had.
 */
import { writeFileSync } from 'node:fs';

const [node = '', own = '', costs = '', ...args] = process.argv;
process.argv = [node, own, ...args];
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(costs, JSON.stringify({ seconds: (userCPUTime + systemCPUTime) / 1e6, peak: maxRSS * 1024 }));
});
await import(new URL('../../dist/bin/go-containers.js', import.meta.url).href);
