import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {bundleSize} from './bundle.ts';
import {forecastBench} from './forecast.ts';
import {growth} from './growth.ts';
import {keep, readKept, regressions} from './kept.ts';
import {list} from './list.ts';
import {logReading} from './log-reading.ts';
import {logCosts} from './log.ts';
import {polls} from './polls.ts';
import {isBeyond, machine, tableOf, type Bench, type Row} from './run.ts';
import {screen} from './screen.ts';
import {start} from './start.ts';

const benches: Readonly<Record<string, Bench>> = {
	start,
	polls,
	screen,
	log: logCosts,
	'log-reading': logReading,
	list,
	growth,
	forecast: forecastBench,
	bundle: bundleSize,
};

/**
 * Runs the benches named on the command line, or all, prints a table of each and writes the rows to bench/results/.
 * Exits with 1 if a row exceeds its limit. `--check` exits with 1 only if a ratio is worse than in bench/kept.json.
 * `--keep` writes the ratios there.
 */
const {values, positionals} = parseArgs({
	allowPositionals: true,
	options: {check: {type: 'boolean', default: false}, keep: {type: 'boolean', default: false}},
});
const names = positionals.length > 0 ? positionals : Object.keys(benches);
const kept = readKept();
const measured = new Map<string, readonly Row[]>();
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
	measured.set(name, rows);
	const worse = values.check ? regressions(name, rows, kept) : [];
	process.stdout.write(worse.map(sentence => `\nworse: ${sentence}\n`).join(''));

	if (values.check ? worse.length > 0 : rows.some(isBeyond)) {
		process.exitCode = 1;
	}
}

if (values.keep) {
	keep(measured);
}
