import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {forecastBench} from './forecast.ts';
import {list} from './list.ts';
import {logReading} from './log-reading.ts';
import {logCosts} from './log.ts';
import {polls} from './polls.ts';
import {isBeyond, machine, tableOf, type Bench} from './run.ts';
import {screen} from './screen.ts';
import {start} from './start.ts';

/** Everything that is measured, by name. */
const benches: Readonly<Record<string, Bench>> = {
	start,
	polls,
	screen,
	log: logCosts,
	'log-reading': logReading,
	list,
	forecast: forecastBench,
};

/**
 * Measures what is named on the command line, or everything, and prints a table of each; the rows are written to
 * bench/results/ too. Ends with 1 when a row is beyond its reach.
 */
const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(benches);
const folder = join(import.meta.dirname, 'results');
mkdirSync(folder, {recursive: true});
process.stdout.write(`${machine()}\n`);

for (const name of names) {
	const bench = benches[name];

	if (bench === undefined) {
		throw new RangeError(
			`There is no bench called ${name}, only: ${Object.keys(benches).join(' ')}`,
		);
	}

	const rows = await bench();
	writeFileSync(
		join(folder, `${name}.json`),
		`${JSON.stringify({name, machine: machine(), rows}, null, '\t')}\n`,
	);
	process.stdout.write(`\n## ${name}\n\n${tableOf(rows)}\n`);

	if (rows.some(isBeyond)) {
		process.exitCode = 1;
	}
}
