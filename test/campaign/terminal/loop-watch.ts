// Loaded into the program before it starts: from SIGUSR2 or the first connection on it keeps for how long the event loop was held up by the program's
// own work, and writes that to the file that CAMPAIGN_LOOP names when the program ends. It goes by the processor time of the
// thread, so that a machine that does other things as well does not count.
import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import {writeFileSync} from 'node:fs';

const every = 10;
const blocks: number[] = [];

function watch(): void {
	unsubscribe('net.client.socket', watch);
	let before = process.threadCpuUsage();

	setInterval(() => {
		const used = process.threadCpuUsage();
		blocks.push((used.user + used.system - before.user - before.system) / 1000);
		before = used;
	}, every).unref();
}

process.on('SIGUSR2', watch);

if (process.env['CAMPAIGN_LOOP_FROM'] === 'connection') {
	subscribe('net.client.socket', watch);
}

process.on('exit', () => {
	const sorted = blocks.toSorted((a, b) => a - b);
	const most = sorted.at(-1) ?? 0;
	const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
	const {rss} = process.memoryUsage();
	const maxRss = process.resourceUsage().maxRSS * 1024;
	writeFileSync(
		process.env['CAMPAIGN_LOOP'] ?? '',
		JSON.stringify({most, p99, rss, maxRss, looks: sorted.length}),
	);
});
