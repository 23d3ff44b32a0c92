// Loaded into the program before it starts: from SIGUSR2 on it keeps for how long the event loop was held up by the program's
// own work, and writes that to the file that CAMPAIGN_LOOP names when the program ends. It goes by the processor time of the
// thread, so that a machine that does other things as well does not count.
import {writeFileSync} from 'node:fs';

const every = 10;
const blocks: number[] = [];

process.on('SIGUSR2', () => {
	let before = process.threadCpuUsage();

	setInterval(() => {
		const used = process.threadCpuUsage();
		blocks.push((used.user + used.system - before.user - before.system) / 1000);
		before = used;
	}, every).unref();
});

process.on('exit', () => {
	const sorted = blocks.toSorted((a, b) => a - b);
	const most = sorted.at(-1) ?? 0;
	const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
	const {rss} = process.memoryUsage();
	writeFileSync(
		process.env['CAMPAIGN_LOOP'] ?? '',
		JSON.stringify({most, p99, rss, looks: sorted.length}),
	);
});
