import {forecasts} from './forecast.ts';
import {history} from './history.ts';
import {keys} from './keys.ts';
import {polling} from './polling.ts';
import {polls} from './polls.ts';
import {holds, machine, tableOf, type Bench, type Row} from './row.ts';
import {screen} from './screen.ts';
import {start} from './start.ts';

const benches: Readonly<Record<string, Bench>> = {
	start,
	polls,
	polling,
	screen,
	keys,
	forecast: forecasts,
	history,
};

// Runs all benches, or those named on the command line (`polling:0:3`: only these situations). Exits with 1 if a limit
// does not hold.
const named = process.argv.slice(2);
const names = named.length > 0 ? named : Object.keys(benches);
const rows: Row[] = [];
const began = performance.now();

for (const name of names) {
	const [benchName = '', ...parts] = name.split(':');
	const bench = benches[benchName];

	if (bench === undefined) {
		throw new RangeError(
			`no bench is called ${name}; there are ${Object.keys(benches).join(', ')}`,
		);
	}

	process.stderr.write(`${name} …\n`);
	rows.push(...(await bench(parts)));
}

const minutes = ((performance.now() - began) / 60_000).toFixed(1);
const broken = rows.filter(row => !holds(row));
const limits = rows.filter(({limit}) => limit !== null).length;
process.stdout.write(`${machine()}, ${minutes} minutes\n\n${tableOf(rows)}\n\n`);
process.stdout.write(
	broken.length === 0
		? `All ${limits} limits hold.\n`
		: `${broken.length} of ${limits} limits do not hold: ${broken.map(({what}) => what).join('; ')}.\n`,
);
process.exitCode = broken.length === 0 ? 0 : 1;
