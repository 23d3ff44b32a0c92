import {redactor} from '../api/redact.ts';
import type {Clock} from '../core/time/clock.ts';
import type {Messages} from '../i18n/index.ts';
import {beginRecording, RecordingFile} from '../features/replay/recording/recording-file.ts';
import {Recorder} from '../features/replay/recording/recorder.ts';
import {recordingRedactor} from '../features/replay/recording/redact.ts';
import {cleanName} from '../core/text/sanitize.ts';

export type WatchRecordingOptions = {
	readonly file: string;
	/** Removed from everything that is recorded. */
	readonly apiKey: string;
	readonly version: string;
	readonly once: boolean;
	readonly clock: Clock;
	readonly messages: Messages;
};

export type WatchRecording = {
	readonly recorder: Recorder;
	/** Calls `report` with the system's error code when the recording stops early, or at once if it has stopped. */
	onStopped(report: (why: string) => void): void;
	close(): void;
};

/** Starts recording into a new file. Returns an error message if that fails. */
export function recordWatch(options: WatchRecordingOptions): WatchRecording | string {
	const {apiKey, version, once, clock, messages} = options;
	const stopped = Promise.withResolvers<string>();
	// The header has whole milliseconds.
	const started = Math.floor(clock.now());
	const file = beginRecording({
		path: options.file,
		started,
		program: version,
		once,
		onStopped: stopped.resolve,
	});

	if (!(file instanceof RecordingFile)) {
		const {exists, unwritable} = messages.record;
		return file.kind === 'exists'
			? exists(cleanName(file.why))
			: unwritable(cleanName(options.file), cleanName(file.why));
	}

	return {
		recorder: new Recorder(file, recordingRedactor(redactor(apiKey)), started),
		onStopped(report) {
			void stopped.promise.then(report);
		},
		close() {
			file.close();
		},
	};
}
