// Preloaded into the program: measures from SIGVTALRM or the first connection on how long the program blocks its event
// loop, and writes that to the file CAMPAIGN_LOOP at exit. It measures the CPU time of the thread, which does not
// depend on other load. Node loads it into each thread of the program as well, where it does nothing: two threads that
// exit at once would write over each other.
import {subscribe, unsubscribe} from 'node:diagnostics_channel';
import {readFileSync, writeFileSync} from 'node:fs';
import {isMainThread} from 'node:worker_threads';

const interval = 10;
const blocks: number[] = [];

function watch(): void {
	unsubscribe('net.client.socket', watch);
	let before = process.threadCpuUsage();

	setInterval(() => {
		const used = process.threadCpuUsage();
		blocks.push((used.user + used.system - before.user - before.system) / 1000);
		before = used;
	}, interval).unref();
}

function writeResult(): void {
	const sorted = blocks.toSorted((a, b) => a - b);
	const most = sorted.at(-1) ?? 0;
	const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
	const {rss} = process.memoryUsage();
	// The `maxRSS` of the process would be that of its parent if that is larger: Linux keeps it when a program starts.
	const [, peak = ''] =
		/^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
	const maxRss = Number(peak) * 1024;
	writeFileSync(
		process.env['CAMPAIGN_LOOP'] ?? '',
		JSON.stringify({most, p99, rss, maxRss, samples: sorted.length}),
	);
}

if (isMainThread) {
	process.on('SIGVTALRM', watch);
	process.on('exit', writeResult);

	if (process.env['CAMPAIGN_LOOP_FROM'] === 'connection') {
		subscribe('net.client.socket', watch);
	}
}
