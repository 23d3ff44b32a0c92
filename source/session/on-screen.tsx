import {render} from 'ink';
import type {RunClient} from '../api/client.ts';
import type {Options} from '../config/options.ts';
import type {RunOrderId} from '../domain/run.ts';
import type {Messages} from '../messages/index.ts';
import {systemClock} from '../poll/system-clock.ts';
import {verdict} from '../report/outcome.ts';
import {receipt} from '../report/receipt.ts';
import {App} from '../screen/app.tsx';
import {glyphsFor} from '../screen/glyphs.ts';
import {helpLength} from '../screen/help-lines.ts';
import {createLook} from '../screen/look.ts';
import {startTicker} from '../state/ticker.ts';
import {onExitSignal} from './signals.ts';
import {createWatch} from './watch.ts';

export type ScreenSession = {
	readonly options: Options;
	readonly messages: Messages;
	readonly client: RunClient;
	readonly ids: readonly RunOrderId[];
};

export async function showScreen({options, messages, client, ids}: ScreenSession): Promise<number> {
	const {stdout, stdin} = process;
	const exit = Promise.withResolvers<number>();
	const watch = createWatch({
		client,
		clock: systemClock,
		ids,
		interval: options.interval,
		concurrency: options.concurrency,
		giveUpAfter: null,
		size: {columns: stdout.columns, rows: stdout.rows},
		helpLength: helpLength(),
		hands: {
			async open() {
				return {kind: 'nothing-to-open'};
			},
			async copy() {
				return {kind: 'nothing-to-open'};
			},
			leave(how) {
				exit.resolve(how === 'quit' ? 0 : 130);
			},
			async suspend() {},
			async redraw() {},
		},
		onBug: exit.reject,
	});
	const look = createLook({
		messages,
		theme: options.theme,
		colour: options.color !== 'never',
		ascii: options.ascii,
		hyperlinks: true,
		timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
	});
	const screen = render(<App store={watch.store} look={look} now={systemClock.now} />, {
		stdout,
		stdin,
		alternateScreen: true,
		incrementalRendering: true,
		exitOnCtrlC: false,
		patchConsole: false,
		interactive: true,
	});
	const stopTicker = startTicker(watch.store, systemClock);
	const stopSignals = onExitSignal(process, exit.resolve);
	watch.store.observe(state => {
		const {ended, exitCode} = verdict(state, 'all');

		if (options.exitWhenDone && ended) {
			exit.resolve(exitCode);
		}
	});
	watch.start();

	try {
		return await exit.promise;
	} finally {
		stopTicker();
		stopSignals();
		screen.unmount();
		await screen.waitUntilExit();
		await watch.stop();

		for (const line of receipt(watch.store.getState(), {
			messages,
			glyphs: glyphsFor(options.ascii).phases,
			resumeOptions: [],
		})) {
			stdout.write(`${line}\n`);
		}
	}
}
