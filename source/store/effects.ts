import type {Downloads} from '../features/outputs/download/downloads.ts';
import type {FailureCard} from '../features/failure/failure-card.ts';
import type {Output} from '../core/output/output.ts';
import type {Poller} from '../polling/poller.ts';
import type {ReplayMove} from '../features/replay/state.ts';
import type {Effect} from './effect.ts';
import type {LogExcerpt} from '../features/log/export/state.ts';
import type {Notice} from './notice.ts';
import type {Size} from '../features/panes/state.ts';

/** Side effects on the desktop and the terminal. Tests inject a fake. The returned notice reports the result. */
export type SystemAdapter = {
	open(effect: Extract<Effect, {type: 'open'}>): Promise<Notice>;
	copy(effect: Extract<Effect, {type: 'copy'}>): Promise<Notice>;
	copyFailure(card: FailureCard): Promise<Notice>;
	copyLog(log: LogExcerpt): Promise<Notice>;
	saveLog(effect: Extract<Effect, {type: 'saveLog'}>): Promise<Notice>;
	/** Opens the user's pager, which takes over the terminal meanwhile. Null after success. */
	pageLog(log: LogExcerpt): Promise<Notice | null>;
	leave(how: 'quit' | 'interrupt'): void;
	/** Stops the process as the shell's job control expects. Resolves when it is in the foreground again. */
	suspend(): Promise<void>;
	redraw(): void;
	setAppearance(change: {readonly theme?: string; readonly language?: string}): boolean;
};

export type OutputViewer = {
	metadata(addresses: readonly URL[]): void;
	view(requestId: number, output: Output, box: Size): void;
	stop(): void;
};

export type EffectsOptions = {
	readonly poller: Pick<
		Poller,
		'watch' | 'unwatch' | 'prioritize' | 'pollNow' | 'loadOrder' | 'loadListPage' | 'pause'
	>;
	readonly system: SystemAdapter;
	/** Undefined if outputs cannot be downloaded. */
	readonly downloads?: Pick<Downloads, 'add' | 'cancel'> | undefined;
	/** Undefined without a screen. */
	readonly viewer?: OutputViewer | undefined;
	readonly notify: (notice: Notice) => void;
	readonly replay?: (move: ReplayMove) => void;
	readonly set?: (effect: Extract<Effect, {type: 'set'}>) => void;
	readonly continueLog: () => void;
	/** Receives an error that the adapter should have handled. */
	readonly onBug: (error: unknown) => void;
};

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
