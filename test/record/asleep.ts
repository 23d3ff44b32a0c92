import {readdirSync, readFileSync} from 'node:fs';

/**
 * Whether no thread of a process runs, wants to run or waits for the disk: then it does nothing before a timer, a key
 * or a response comes, however busy the machine is. True where /proc is missing.
 * @param others Leaves out the main thread.
 */
export function isAsleep(pid: number, {others = false} = {}): boolean {
	try {
		const tasks = `/proc/${pid}/task`;
		return readdirSync(tasks).every(
			task =>
				(others && task === String(pid)) ||
				/\) S /.test(readFileSync(`${tasks}/${task}/stat`, 'utf8')),
		);
	} catch {
		return true;
	}
}
