import type {Writable} from 'node:stream';
import type {Messages} from '../messages/index.ts';
import {writeJson} from './json.ts';
import {lineWriter, type LineWriter} from './line-writer.ts';
import {writePlain} from './plain.ts';
import type {ReportEvent} from './report-event.ts';
import type {StatusLine} from './status-line.ts';

/** What events are told with. */
export type TellerOptions = {
	readonly stdout: Writable;
	readonly face: 'json' | 'plain';
	readonly messages: Messages;
	/** Goes out of the way of every line. */
	readonly status: StatusLine;
	/** The reader is slow, so nothing more is to be asked; or it has caught up. */
	readonly hold: (held: boolean) => void;
};

/** Tells events to the reader of standard output. */
export type Teller = Pick<LineWriter, 'flush' | 'gone'> & {
	readonly tell: (event: ReportEvent) => void;
	/** Asks for nothing any more, whatever the reader does. */
	endHolding(): void;
};

/** Makes a teller. What a slow reader has not taken yet is kept, so whoever asks must stop while `hold` says so. */
export function createTeller({stdout, face, messages, status, hold}: TellerOptions): Teller {
	const writer = lineWriter(stdout);
	let holding: 'no' | 'yes' | 'for-good' = 'no';

	function holdUntilTaken(): void {
		if (holding === 'no') {
			holding = 'yes';
			hold(true);
			void writer.flush().then(() => {
				if (holding === 'yes') {
					holding = 'no';
					hold(false);
				}
			});
		}
	}

	return {
		gone: writer.gone,
		flush: async () => writer.flush(),
		tell(event) {
			const lines = face === 'json' ? [writeJson(event)] : writePlain(event, messages);

			if (lines.length > 0) {
				status.aside(() => {
					if (lines.map(line => writer.write(line)).includes(false)) {
						holdUntilTaken();
					}
				});
			}
		},
		endHolding() {
			holding = 'for-good';
			hold(true);
		},
	};
}
