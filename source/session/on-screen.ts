import {resolve} from 'node:path';
import type {Options} from '../config/options.ts';
import {profileNames, type Settings} from '../config/settings.ts';
import type {Cancel} from '../core/time/clock.ts';
import {paletteName} from '../store/keys/key-of.ts';
import type {Messages} from '../i18n/index.ts';
import {verdict} from '../report/outcome.ts';
import {receipt} from '../report/receipt.ts';
import {commandRegistry} from '../features/command-registry.ts';
import type {Notice} from '../features/notices/notice.ts';
import {calmTick, startTicker} from '../store/ticker.ts';
import {openKeyboard} from '../terminal/input/open-keyboard.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {downloadsInto} from './open-downloads.ts';
import {leaveSoon} from './leave-now.ts';
import {readIds} from './read-ids.ts';
import {resumeOptions} from './resume-options.ts';
import type {RunSource} from './source.ts';
import {TerminalSession} from './terminal-session.ts';
import {keepYoungGenerationSmall} from './young-generation.ts';

/** What a screen is opened with. */
export type ScreenSession = {
	readonly options: Options;
	readonly settings: Settings;
	readonly messages: Messages;
	readonly source: RunSource;
};

/** Exit codes of a screen: no keys to drive it, left with ctrl+c as by its signal, and given up, as by `--timeout`. */
const interrupted = 130;
const wrongUsage = 2;
const gaveUp = 3;

/**
 * Shows the watch on the terminal until the reader leaves it, it is done (`--exit-when-done`) or time is up
 * (`--timeout`). Gives the exit code; the terminal is as it was, with a receipt below. A signal, a crash or a terminal
 * that goes away ends the process from here, by the guard.
 */
export async function showScreen({
	options,
	settings,
	messages,
	source,
}: ScreenSession): Promise<number> {
	const {stderr} = process;
	const stdin = options.idsFromInput ? openKeyboard() : process.stdin;

	if (stdin === null) {
		stderr.write(`chenyu-top: ${messages.input.noKeyboard}\n`);
		return wrongUsage;
	}

	// On the screen they are notices, which go by.
	for (const notice of source.warnings) {
		stderr.write(`chenyu-top: ${messages.screen.notice(notice, paletteName)}\n`);
	}

	const ending = Promise.withResolvers<number>();
	const stage = new TerminalSession({options, settings, messages, stdin, onBug: ending.reject});
	const {size, openViewer, system} = stage.parts;
	let moreToCome = options.idsFromInput;

	const watch = source.open({
		interval: options.interval,
		concurrency: options.concurrency,
		giveUpAfter: null,
		size,
		openViewer,
		commands: commandRegistry(settings.bindings, profileNames(settings)),
		openDownloads: downloadsInto(resolve(options.download ?? settings.downloadFolder ?? '.')),
		keeping: options.download !== null,
		budget: options.budget,
		mouse: options.mouse,
		calm: options.calm,
		system: {
			...system,
			leave(how) {
				ending.resolve(how === 'quit' ? 0 : interrupted);
			},
		},
		onBug: ending.reject,
		onRecordingStopped(why) {
			report({kind: 'recording-stopped', why: cleanName(why)});
		},
		onRemark: report,
	});
	const {store, clock} = watch;
	const stopRemembering = source.storage.attach(store, trouble => {
		report({kind: 'memory', trouble});
	});
	const stopTicker = startTicker(store, clock, options.calm ? calmTick : undefined);
	const stopTimeout =
		options.timeout === null
			? null
			: clock.after(options.timeout, () => {
					ending.resolve(gaveUp);
				});

	function report(notice: Notice): void {
		store.dispatch({type: 'noticeShown', at: clock.now(), notice});
	}

	/** Gives the terminal back, and says the last words. */
	async function takeDown(): Promise<void> {
		stopTimeout?.();
		stopTicker();
		await stage.takeDown(async () => {
			await stopRemembering();
			const lines = receipt(store.getState(), {
				messages,
				glyphs: stage.appearance.glyphs.phases,
				ellipsis: stage.appearance.glyphs.ellipsis,
				currency: stage.appearance.paint.ascii ? 'code' : 'sign',
				columns: store.getState().view.size.columns,
				resumeOptions: resumeOptions(options, settings.profile, store.getState().profile),
			});
			return lines.map(line => `${line}\n`).join('');
		});
	}

	/** Closes the screen by itself when there is nothing to wait for. */
	function closeWhenDone(): void {
		const {ended, exitCode} = verdict(store.getState(), 'all', moreToCome);

		if (ended) {
			ending.resolve(exitCode);
		}
	}

	if (options.exitWhenDone) {
		store.observe(closeWhenDone);
		watch.over?.then(() => {
			const {ended, exitCode} = verdict(store.getState(), 'all');
			ending.resolve(ended ? exitCode : gaveUp);
		}, ending.reject);
	}

	stage.attach(watch);
	let stopReading: (() => void) | null = null;
	let allEnded: Cancel = () => {};
	// A bug that shows while Ink is loaded is told below, as soon as there is a screen to take down.
	ending.promise.catch(() => {});

	try {
		// The first questions are under way while Ink is loaded and the first frame is drawn.
		watch.start();
		await stage.show(takeDown);
		source.warnings.forEach(report);
		keepYoungGenerationSmall();

		if (options.idsFromInput) {
			stopReading = readIds(process.stdin, {
				add: watch.add,
				warn: report,
				ended() {
					moreToCome = false;

					if (options.exitWhenDone) {
						closeWhenDone();
					}
				},
			});
		}

		const exitCode = await ending.promise;
		stage.guard?.shutdownStarted(exitCode);
		await takeDown();
		allEnded = leaveSoon(exitCode);
		return exitCode;
	} catch (error) {
		stage.guard?.crash(error);
		throw error;
	} finally {
		stopReading?.();
		await watch.stop();
		allEnded();
		stage.guard?.keepOnlySignals();

		if (options.idsFromInput) {
			stdin.destroy();
		}
	}
}
