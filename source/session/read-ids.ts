import type {Readable} from 'node:stream';
import {IdLines, type IdLine} from '../config/id-lines.ts';
import type {RunOrderId} from '../core/run.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Cancel} from '../core/time/clock.ts';
import type {InputProblem} from '../store/notice.ts';

type IdReader = {
	readonly add: (ids: readonly RunOrderId[]) => void;
	/** Called for the first invalid line, and for an error while reading the input. */
	readonly warn: (problem: InputProblem) => void;
	readonly ended: () => void;
};

/** Reads run order ids from a stream, one per line. Returns a function that stops reading and destroys the stream. */
export function readIds(input: Readable, {add, warn, ended}: IdReader): Cancel {
	const lines = new IdLines();
	let isOver = false;
	let warned = false;

	function take(read: readonly IdLine[]): void {
		const bad = read.find(line => line.kind === 'bad');
		const ids = read.flatMap(line => (line.kind === 'id' ? [line.id] : []));

		if (bad !== undefined && !warned) {
			warned = true;
			warn({kind: 'bad-line', line: bad.line, text: bad.text});
		}

		if (ids.length > 0) {
			add(ids);
		}
	}

	function end(): void {
		if (!isOver) {
			isOver = true;
			take(lines.end());
			ended();
		}
	}

	input.setEncoding('utf8');
	input.on('data', (text: string) => take(lines.push(text)));
	input.once('end', end);
	input.on('error', (error: NodeJS.ErrnoException) => {
		if (!isOver) {
			warn({kind: 'input-unreadable', why: cleanName(error.code ?? error.name)});
			end();
		}
	});
	input.once('close', end);

	return () => {
		isOver = true;
		input.destroy();
	};
}
