import type {Clock, Duration} from '../domain/clock.ts';
import type {Protocol} from '../domain/output-view.ts';
import type {Environment} from './environment.ts';
import {
	graphicsProtocol,
	graphicsQuestion,
	isMultiplexed,
	readGraphicsAnswers,
	type GraphicsAnswers,
} from './graphics.ts';

/** How a terminal takes pictures: by what protocol, and how large its cells are, in pixels. */
export type TerminalCanvas = {
	readonly protocol: Protocol;
	readonly cell: {readonly width: number; readonly height: number};
};

export type AskOptions = {
	readonly env: Environment;
	readonly clock: Clock;
	readonly write: (sequence: string) => void;
	/** Hears everything that the terminal sends, keys and answers alike; gives what stops it. */
	readonly listen: (listener: (sent: string) => void) => () => void;
};

/** How long an answer may take, also from far away. One that comes later is kept from being taken for keys. */
const patience: Duration = 1000;
/** What most terminals have, where one does not say. */
const usualCell = {width: 8, height: 16};
/** More than all answers together. */
const longest = 4096;

/** Asks the terminal how it takes pictures. Never rejects: where it does not answer, its environment has to do. */
export async function askGraphics({
	env,
	clock,
	write,
	listen,
}: AskOptions): Promise<TerminalCanvas> {
	if (isMultiplexed(env)) {
		return {protocol: 'cells', cell: usualCell};
	}

	const answered = Promise.withResolvers<GraphicsAnswers | null>();
	let sent = '';
	const stopListening = listen(piece => {
		sent = (sent + piece).slice(-longest);
		const answers = readGraphicsAnswers(sent);

		if (answers !== null) {
			answered.resolve(answers);
		}
	});
	const cancel = clock.after(patience, () => {
		answered.resolve(null);
	});
	write(graphicsQuestion);
	const answers = await answered.promise;
	cancel();
	stopListening();
	return {
		protocol: graphicsProtocol(env, answers) ?? 'cells',
		cell: answers?.cell ?? usualCell,
	};
}
