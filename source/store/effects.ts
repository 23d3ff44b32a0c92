import type {Downloads} from '../features/outputs/download/downloads.ts';
import type {FailureCard} from '../features/failure/failure-card.ts';
import type {Output} from '../core/output/output.ts';
import type {Poller} from '../polling/poller.ts';
import type {ReplayMove} from '../features/replay/state.ts';
import type {Effect} from './effect.ts';
import type {LogExcerpt} from '../features/log/export/state.ts';
import type {Notice} from '../features/notices/notice.ts';
import type {Size} from '../features/panes/state.ts';

/** What reaches out of the program. Passed in, so that tests see what is asked for without a desktop or a terminal. */
export type SystemAdapter = {
	/** Opens an address in the user's browser or viewer; tells what came of it. */
	open(effect: Extract<Effect, {type: 'open'}>): Promise<Notice>;
	/** Puts text into the clipboard; tells what came of it. */
	copy(effect: Extract<Effect, {type: 'copy'}>): Promise<Notice>;
	/** Puts a failure card into the clipboard, as Markdown; tells what came of it. */
	copyFailure(card: FailureCard): Promise<Notice>;
	/** Puts a part of a log into the clipboard, as text; tells what came of it. */
	copyLog(log: LogExcerpt): Promise<Notice>;
	/** Saves a part of a log in the current folder; tells what came of it. */
	saveLog(effect: Extract<Effect, {type: 'saveLog'}>): Promise<Notice>;
	/** Shows a part of a log in the user's pager, which has the terminal meanwhile; null where all went well. */
	pageLog(log: LogExcerpt): Promise<Notice | null>;
	/** Ends the screen. */
	leave(how: 'quit' | 'interrupt'): void;
	/** Gives the terminal back to the shell until the program is brought to the front again. */
	suspend(): Promise<void>;
	/** Draws everything anew. */
	redraw(): void;
	/** Draws in another theme or language from now on; false where there is no such one. */
	setAppearance(change: {readonly theme?: string; readonly language?: string}): boolean;
};

/** Looks at outputs. */
export type OutputViewer = {
	metadata(addresses: readonly URL[]): void;
	view(requestId: number, output: Output, box: Size): void;
	stop(): void;
};

/** What effects are carried out with. */
export type EffectsOptions = {
	readonly poller: Pick<
		Poller,
		'watch' | 'unwatch' | 'prioritize' | 'pollNow' | 'loadOrder' | 'loadListPage' | 'pause'
	>;
	readonly system: SystemAdapter;
	/** Saves outputs; missing where nothing can be asked for. */
	readonly downloads?: Pick<Downloads, 'add' | 'cancel'> | undefined;
	/** Looks at outputs; missing where there is no screen. */
	readonly viewer?: OutputViewer | undefined;
	/** Tells the reader what came of an effect. */
	readonly notify: (notice: Notice) => void;
	/** Moves the replay; missing where the service itself is watched. */
	readonly replay?: (move: ReplayMove) => void;
	/** Sets what is no part of the state; missing where nothing can be. */
	readonly set?: (effect: Extract<Effect, {type: 'set'}>) => void;
	/** Goes on with a long log once others had their turn. */
	readonly continueLog: () => void;
	/** Gets an error that no hand should let through. */
	readonly onBug: (error: unknown) => void;
};

/** Makes what carries out effects, in their order. What takes its time is not waited for: it reports back by a notice. */
export function createEffectRunner(options: EffectsOptions): (effects: readonly Effect[]) => void {
	return effects => {
		for (const effect of effects) {
			runEffect(effect, options);
		}
	};
}

function runEffect(effect: Effect, options: EffectsOptions): void {
	const {poller, system, notify, continueLog, onBug} = options;

	switch (effect.type) {
		case 'watch': {
			poller.watch(effect.ids);
			return;
		}

		case 'unwatch': {
			poller.unwatch(effect.id);
			return;
		}

		case 'prioritize': {
			poller.prioritize(effect.id);
			return;
		}

		case 'pollNow': {
			poller.pollNow(effect.id);
			return;
		}

		case 'loadOrder': {
			poller.loadOrder(effect.id);
			return;
		}

		case 'loadTitles': {
			poller.loadListPage(effect.page, 'titles');
			return;
		}

		case 'loadListPage': {
			poller.loadListPage(effect.page, 'picker');
			return;
		}

		case 'set': {
			options.set?.(effect);
			return;
		}

		case 'pause': {
			poller.pause(effect.paused);
			return;
		}

		case 'replay': {
			options.replay?.(effect.move);
			return;
		}

		case 'open': {
			system.open(effect).then(notify, onBug);
			return;
		}

		case 'download': {
			downloadsOf(options).add(effect.requests);
			return;
		}

		case 'stopDownload': {
			downloadsOf(options).cancel(effect.id);
			return;
		}

		case 'copy': {
			system.copy(effect).then(notify, onBug);
			return;
		}

		case 'copyFailure': {
			system.copyFailure(effect.card).then(notify, onBug);
			return;
		}

		case 'loadFileMetadata': {
			options.viewer?.metadata(effect.addresses);
			return;
		}

		case 'loadPreview': {
			options.viewer?.view(effect.requestId, effect.output, effect.box);
			return;
		}

		case 'stopPreview': {
			options.viewer?.stop();
			return;
		}

		case 'copyLog': {
			system.copyLog(effect.log).then(notify, onBug);
			return;
		}

		case 'saveLog': {
			system.saveLog(effect).then(notify, onBug);
			return;
		}

		case 'pageLog': {
			system.pageLog(effect.log).then(notice => {
				if (notice !== null) {
					notify(notice);
				}
			}, onBug);
			return;
		}

		case 'continueLog': {
			continueLog();
			return;
		}

		case 'leave': {
			system.leave(effect.how);
			return;
		}

		case 'suspend': {
			system.suspend().catch(onBug);
			return;
		}

		case 'redraw': {
			system.redraw();
		}
	}
}

function downloadsOf({downloads}: EffectsOptions): Pick<Downloads, 'add' | 'cancel'> {
	if (downloads === undefined) {
		throw new Error('Outputs were to be saved where nothing saves them.');
	}

	return downloads;
}
