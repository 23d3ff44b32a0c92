import type {FailureCard} from '../core/failure/failure-card.ts';
import type {HistoryRun} from '../core/history.ts';
import type {Output} from '../core/output/output.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Instant} from '../core/time/clock.ts';
import type {LogExcerpt} from '../features/log/export/state.ts';
import type {Downloads} from '../features/outputs/download/downloads.ts';
import type {OwnCommandBatch} from '../features/own-commands/state.ts';
import type {Size} from '../features/panes/state.ts';
import type {ReplayMove} from '../features/replay/state.ts';
import type {Poller} from '../polling/poller.ts';
import type {Effect} from './effect.ts';
import type {Notice} from './notice.ts';

/** Executes effects on the desktop and the terminal. The returned notices report the results. Tests use a fake. */
export type SystemAdapter = {
	open(effect: Extract<Effect, {type: 'open'}>): Promise<Notice>;
	copy(effect: Extract<Effect, {type: 'copy'}>): Promise<Notice>;
	copyFailure(card: FailureCard): Promise<Notice>;
	copyComparison(effect: Extract<Effect, {type: 'copyComparison'}>): Promise<Notice>;
	copyLog(log: LogExcerpt): Promise<Notice>;
	saveLog(effect: Extract<Effect, {type: 'saveLog'}>): Promise<Notice>;
	/** Shows the log in the user's pager, which uses the terminal until it ends. Returns null after success. */
	pageLog(log: LogExcerpt): Promise<Notice | null>;
	runOwnCommand(batch: OwnCommandBatch): Promise<Notice>;
	leave(how: 'quit' | 'interrupt'): void;
	/** Stops the process as the shell's job control expects. Resolves when it is in the foreground again. */
	suspend(): Promise<Notice | null>;
	redraw(): void;
	setAppearance(change: {readonly theme?: string; readonly language?: string}): boolean;
};

export type OutputViewer = {
	metadata(addresses: readonly URL[]): void;
	view(requestId: number, output: Output, box: Size, next: Output | null): void;
	stop(): void;
};

/** Asks the storage. Reports by actions. */
export type EffectHistory = {
	findRuns(effect: Extract<Effect, {type: 'findRuns'}>): void;
	reopenRun(run: HistoryRun): void;
	readInputs(ids: readonly RunOrderId[]): void;
	markSeen(id: RunOrderId): void;
	sync(from: Instant): void;
	loadSpending(from: Instant): void;
};

export type EffectsOptions = {
	/** Undefined in a replay, which sends no requests. */
	readonly poller?: (() => Poller) | undefined;
	/** Undefined if there is no screen. */
	readonly system?: SystemAdapter | undefined;
	/** Undefined if outputs cannot be downloaded. */
	readonly downloads?: Pick<Downloads, 'add' | 'cancel'> | undefined;
	/** Undefined if there is no screen. */
	readonly viewer?: OutputViewer | undefined;
	/** Undefined in a replay, which has no history. */
	readonly history?: EffectHistory | undefined;
	/** Returns a notice if the record cannot be saved. */
	readonly saveRunRecord: (
		effect: Extract<Effect, {type: 'saveRunRecord'}>,
	) => Promise<Notice | null>;
	readonly notify: (notice: Notice) => void;
	/** Undefined if this is no replay. */
	readonly replay?: ((move: ReplayMove) => void) | undefined;
	readonly set: (effect: Extract<Effect, {type: 'set'}>) => void;
	readonly continueLog: () => void;
	/** Receives the error if a method of `system` rejects. This is a bug, since it should return a notice. */
	readonly onBug: (error: unknown) => void;
};

export function createEffectRunner(options: EffectsOptions): (effects: readonly Effect[]) => void {
	const {poller, system, downloads, viewer, history, notify, onBug} = options;
	const report = (result: Promise<Notice | null> | undefined): void => {
		result?.then(notice => {
			if (notice !== null) {
				notify(notice);
			}
		}, onBug);
	};
	const runners: {
		readonly [Type in Effect['type']]: (effect: Extract<Effect, {type: Type}>) => void;
	} = {
		watch: ({ids}) => poller?.().watch(ids),
		unwatch: ({id}) => poller?.().unwatch(id),
		prioritize: ({selected, inSight}) => poller?.().prioritize({selected, inSight}),
		pollNow: ({id}) => poller?.().pollNow(id),
		loadOrder: ({id}) => poller?.().loadOrder(id),
		lookAtBalance: ({isLookedAt}) => poller?.().lookAtBalance(isLookedAt),
		loadTitles: ({page}) => poller?.().loadTitles(page),
		loadListPage: ({page}) => poller?.().loadListPage(page),
		pause: ({paused}) => poller?.().pause(paused),
		findRuns: effect => history?.findRuns(effect),
		reopenRun: ({run}) => history?.reopenRun(run),
		readInputs: ({ids}) => history?.readInputs(ids),
		readOrders: ({ids}) => poller?.().readOrders(ids, 1),
		markSeen: ({id}) => history?.markSeen(id),
		syncHistory: ({from}) => history?.sync(from),
		loadSpending: ({from}) => history?.loadSpending(from),
		set: options.set,
		replay: ({move}) => options.replay?.(move),
		open: effect => report(system?.open(effect)),
		copy: effect => report(system?.copy(effect)),
		copyFailure: ({card}) => report(system?.copyFailure(card)),
		copyComparison: effect => report(system?.copyComparison(effect)),
		copyLog: ({log}) => report(system?.copyLog(log)),
		saveLog: effect => report(system?.saveLog(effect)),
		pageLog: ({log}) => report(system?.pageLog(log)),
		runOwnCommand: ({batch}) => report(system?.runOwnCommand(batch)),
		download: ({requests}) => downloads?.add(requests),
		saveRunRecord: effect => report(options.saveRunRecord(effect)),
		stopDownload: ({id}) => downloads?.cancel(id),
		loadFileMetadata: ({addresses}) => viewer?.metadata(addresses),
		loadPreview: ({requestId, output, box, next}) => viewer?.view(requestId, output, box, next),
		stopPreview: () => viewer?.stop(),
		continueLog: options.continueLog,
		leave: ({how}) => system?.leave(how),
		suspend: () => report(system?.suspend()),
		redraw: () => system?.redraw(),
	};
	return effects => {
		for (const effect of effects) {
			const run = runners[effect.type] as (effect: Effect) => void;
			run(effect);
		}
	};
}
