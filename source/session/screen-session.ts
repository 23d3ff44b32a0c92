import {resolve} from 'node:path';
import {setFlagsFromString} from 'node:v8';
import type {Options} from '../config/options.ts';
import {profileNames, type Settings} from '../config/settings.ts';
import type {Cancel} from '../core/time/clock.ts';
import {paletteName} from '../store/keys/key-of.ts';
import type {Messages} from '../i18n/index.ts';
import {watchOutcome} from '../report/outcome.ts';
import {receipt} from '../report/receipt.ts';
import {commandRegistry} from '../features/command-registry.ts';
import type {Notice} from '../store/notice.ts';
import {calmTickMs, startTicker} from '../store/ticker.ts';
import {openKeyboard} from '../terminal/input/keyboard.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {downloadsInto} from './output-services.ts';
import {exitAfterGrace} from './exit-now.ts';
import {readIds} from './read-ids.ts';
import type {RunSource} from './run-source.ts';
import {TerminalSession} from './terminal-session.ts';

export type ScreenSessionOptions = {
	readonly options: Options;
	readonly settings: Settings;
	readonly messages: Messages;
	readonly source: RunSource;
};

const interrupted = 130;
const wrongUsage = 2;
const gaveUp = 3;

/**
 * Shows a watch until the user quits, all runs have ended (`--exit-when-done`) or the time is up (`--timeout`). Then
 * restores the terminal, prints a receipt and resolves to the exit code. After a signal, a crash or a lost terminal the
 * guard ends the process.
 */
export async function showScreen({
	options,
	settings,
	messages,
	source,
}: ScreenSessionOptions): Promise<number> {
	const {stderr} = process;
	const stdin = options.idsFromInput ? openKeyboard() : process.stdin;

	if (stdin === null) {
		stderr.write(`chenyu-top: ${messages.input.noKeyboard}\n`);
		return wrongUsage;
	}

	// The notices on the screen disappear again.
	for (const notice of source.warnings) {
		stderr.write(`chenyu-top: ${messages.notice(notice, paletteName)}\n`);
	}

	const ending = Promise.withResolvers<number>();
	const terminal = new TerminalSession({options, settings, messages, stdin, onBug: ending.reject});
	const {size, openViewer, system} = terminal.parts;
	let moreToCome = options.idsFromInput;

	const watch = source.open({
		interval: options.interval,
		concurrency: options.concurrency,
		giveUpAfter: null,
		size,
		openViewer,
		commands: commandRegistry(settings.bindings, profileNames(settings)),
		openDownloads: downloadsInto(resolve(options.download ?? settings.downloadFolder ?? '.')),
		downloadAll: options.download !== null,
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
		onWarning: report,
	});
	const {store, clock} = watch;
	const stopSaving = source.storage.attach(store, problem => {
		report({kind: 'storage', problem});
	});
	const stopTicker = startTicker(store, clock, options.calm ? calmTickMs : undefined);
	const stopTimeout =
		options.timeout === null
			? null
			: clock.after(options.timeout, () => {
					ending.resolve(gaveUp);
				});

	function report(notice: Notice): void {
		store.dispatch({type: 'noticeShown', at: clock.now(), notice});
	}

	/** Restores the terminal and prints the receipt. */
	async function takeDown(): Promise<void> {
		stopTimeout?.();
		stopTicker();
		await terminal.takeDown(async () => {
			await stopSaving();
			const {glyphs, paint} = terminal.appearance.current;
			const lines = receipt(store.getState(), {
				messages,
				glyphs: glyphs.phases,
				ellipsis: glyphs.ellipsis,
				currency: paint.ascii ? 'code' : 'sign',
				columns: store.getState().view.size.columns,
				resumeOptions: resumeOptions(options, settings.profile, store.getState().profile),
			});
			return lines.map(line => `${line}\n`).join('');
		});
	}

	function closeWhenDone(): void {
		const {ended, exitCode} = watchOutcome(store.getState(), 'all', moreToCome);

		if (ended) {
			ending.resolve(exitCode);
		}
	}

	if (options.exitWhenDone) {
		store.observe(closeWhenDone);
		watch.over?.then(() => {
			const {ended, exitCode} = watchOutcome(store.getState(), 'all');
			ending.resolve(ended ? exitCode : gaveUp);
		}, ending.reject);
	}

	terminal.attach(watch);
	let stopReading: (() => void) | null = null;
	let cancelExit: Cancel = () => {};
	// A bug while Ink is loading is reported below, once there is a screen to take down.
	ending.promise.catch(() => {});

	try {
		// The first requests run while Ink is loaded.
		watch.start();
		await terminal.show(takeDown);
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
		terminal.guard?.shutdownStarted(exitCode);
		await takeDown();
		cancelExit = exitAfterGrace(exitCode);
		return exitCode;
	} catch (error) {
		terminal.guard?.crash(error);
		throw error;
	} finally {
		stopReading?.();
		await watch.stop();
		cancelExit();
		terminal.guard?.keepOnlySignals();

		if (options.idsFromInput) {
			stdin.destroy();
		}
	}
}

/** Returns the command line options that watch the same runs again, without their ids. */
function resumeOptions(
	{demo, download, replay, baseUrl, baseUrlGiven}: Options,
	firstProfile: string | null,
	profile: string | null,
): readonly string[] {
	if (replay !== null) {
		return ['--replay', replay];
	}

	// Another profile may have another base URL.
	const isBaseUrlValid = baseUrlGiven && profile === firstProfile;
	return [
		...(demo ? ['--demo'] : []),
		...(profile === null ? [] : ['--profile', profile]),
		...(isBaseUrlValid && !demo ? ['--base-url', baseUrl.href] : []),
		...(download === null ? [] : ['--download', download]),
	];
}

/**
 * Stops V8's young generation from growing. It doubles, up to 64 MiB, whenever the objects of a frame survive a
 * collection, and never shrinks. Call it after the first frame: before, the young generation is so small that each frame
 * causes collections. V8 reads the factor each time.
 */
export function keepYoungGenerationSmall(): void {
	setFlagsFromString('--semi-space-growth-factor=1');
}
