import type {Options} from '../config/options.ts';
import type {Messages} from '../i18n/index.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {openRecording, type CannotReplay} from '../features/replay/recording/open-recording.ts';
import {Recording} from '../features/replay/recording/recording.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {createReplayWatch} from './replay-watch.ts';
import {noStorage} from './session-storage.ts';
import type {RunSource} from './source.ts';

/** Opens a recording to be watched; or the sentence that says why it cannot be. */
export function openReplay(
	file: string,
	{ids, speed}: Pick<Options, 'ids' | 'speed'>,
	messages: Messages,
): RunSource | string {
	const recording = openRecording(file, ids);

	if (!(recording instanceof Recording)) {
		return whyNot(recording, messages);
	}

	const files = recording.broken.map(({path, ...lines}) => ({file: cleanName(path), ...lines}));
	return {
		ids: recording.ids,
		askedOnce: recording.once,
		storage: noStorage,
		warnings: files.length === 0 ? [] : [{kind: 'broken-lines', files}],
		open: parts => createReplayWatch({recording, speed, realClock: systemClock, ...parts}),
	};
}

function whyNot(cannot: CannotReplay, {record}: Messages): string {
	const name = cleanName(cannot.path);

	switch (cannot.kind) {
		case 'unreadable': {
			return record.unreadable(name, cleanName(cannot.why));
		}

		case 'no-file': {
			return record.noFile(name);
		}

		case 'broken-header': {
			return record.brokenHeader(name);
		}

		case 'no-recording': {
			return record.noRecording(name);
		}

		case 'newer': {
			return record.newer(name, cannot.version);
		}
	}
}
