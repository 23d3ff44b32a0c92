import {redactor} from '../api/redact.ts';
import type {Clock} from '../core/time/clock.ts';
import type {Messages} from '../i18n/index.ts';
import {beginRecording, RecordingFile} from '../features/replay/recording/recording-file.ts';
import {Recorder} from '../features/replay/recording/recorder.ts';
import {recordingRedactor} from '../features/replay/recording/redact.ts';
import {cleanName} from '../core/text/sanitize.ts';

/** What a recording of a watch is made of. */
export type RecordingOptions = {
	readonly file: string;
	/** What must not be in it. */
	readonly apiKey: string;
	readonly version: string;
	/** Whether each run is asked once only. */
	readonly once: boolean;
	readonly clock: Clock;
	readonly messages: Messages;
};

/** A recording that has begun. */
export type WatchRecording = {
	readonly recorder: Recorder;
	/** From now on tells of the failure that ends it, by the system's code; at once where that has happened. */
	onStopped(report: (why: string) => void): void;
	close(): void;
};

/** Begins to record into a file that does not exist yet; or the sentence that says why it cannot be. */
export function recordWatch(options: RecordingOptions): WatchRecording | string {
	const {apiKey, version, once, clock, messages} = options;
	const stopped = Promise.withResolvers<string>();
	// Whole milliseconds, as the header says it.
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
