import {parseInterval} from '../config/option-values.ts';
import type {Request} from '../config/parse-options.ts';
import {isLocalHost} from '../core/local-address.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import {plainAccess, type OutputAccess} from '../features/outputs/download/media-client.ts';
import {createOutputEffects} from '../features/outputs/effects.ts';
import type {Size} from '../features/panes/state.ts';
import type {ReplayMove} from '../features/replay/state.ts';
import type {CommandRegistry} from '../store/command-registry.ts';
import type {Effect} from '../store/effect.ts';
import {createEffectRunner, type EffectsOptions, type SystemAdapter} from '../store/effects.ts';
import type {Notice} from '../store/notice.ts';
import {reduce} from '../store/reducer.ts';
import {initialState, type ChosenOptions, type InitialOptions} from '../store/state.ts';
import {createStore, type Store} from '../store/store.ts';
import {urgencyOf} from '../store/urgency.ts';
import type {TerminalReport} from '../terminal/query.ts';
import {saveRunRecord} from './run-record.ts';

/** The minimum time between two frames in ms: 30 frames a second, because a frame costs some milliseconds of CPU time. */
const frameMs: Duration = 33;

export type WatchParts = {
	readonly size: Size;
	readonly commands: CommandRegistry;
	/** Undefined without a screen. */
	readonly system?: SystemAdapter;
	readonly initial?: ChosenOptions;
	/** The folder for downloads, as an absolute path; undefined if nothing can be downloaded. */
	readonly downloadFolder?: string;
	/** Asks the terminal how it draws images. Undefined without a screen. */
	readonly graphics?: () => Promise<TerminalReport>;
	readonly onBug: (error: unknown) => void;
};

export function chosenOptions({options, settings}: Request): ChosenOptions {
	return {
		downloadAll: options.download !== null,
		saving: settings.saving,
		reportsOrders: options.mode === 'json',
		budget: options.budget?.amount ?? null,
		isBudgetDaily: options.budget?.isDaily ?? false,
		lowBalance: options.lowBalance,
		mouse: options.mouse,
		columns: settings.columns,
	};
}

type WatchStoreOptions = {
	/** The clock for the times on the screen. In a replay it shows the time of the recording. */
	readonly clock: Pick<Clock, 'now'>;
	/** The clock that limits the number of frames. It shows the real time, also in a replay. */
	readonly frameClock: Clock;
	readonly initial: InitialOptions;
	readonly backgroundFrameMs?: Duration;
	readonly urgencyOf?: typeof urgencyOf;
	readonly poller?: EffectsOptions['poller'];
	/** How outputs are fetched. Undefined in a replay. */
	readonly access?: () => OutputAccess;
	/** Switches to the account of a profile. Undefined in a replay, which has no accounts. */
	readonly switchProfile?: (name: string) => void;
	readonly history?: EffectsOptions['history'];
	/** Undefined if this is no replay. */
	readonly replay?: (move: ReplayMove) => void;
};

export function createWatchStore(
	{size, commands, system, downloadFolder, graphics, onBug}: WatchParts,
	options: WatchStoreOptions,
) {
	const {
		clock,
		frameClock,
		initial,
		backgroundFrameMs = frameMs,
		urgencyOf: urgency = urgencyOf,
		poller,
		access = () => plainAccess,
		history,
		replay,
	} = options;
	const now = () => clock.now();
	const outputs = createOutputEffects({
		folder: downloadFolder,
		graphics,
		clock: frameClock,
		now,
		access,
		template: initial.saving?.template ?? null,
		pollNow: poller === undefined ? null : id => poller().pollNow(id),
		store: () => store,
		onBug,
	});
	let records: Promise<unknown> = Promise.resolve();
	const store: Store = createStore({
		reduce,
		initial: initialState(size, now(), commands, initial),
		clock: frameClock,
		frameMs,
		backgroundFrameMs,
		urgencyOf: urgency,
		onEffects: createEffectRunner({
			poller,
			system: system && {...system, open},
			history,
			others: {
				...outputs.handlers,
				async saveRunRecord(effect) {
					const saved = saveRunRecord(effect, store.getState());
					records = Promise.allSettled([records, saved]);
					return saved;
				},
				set,
				replay: ({move}) => replay?.(move),
			},
			notify: showNotice,
			onBug,
		}),
	});

	/** Authors of workflows must not reach services of this machine, also not by a browser. */
	async function open(effect: Extract<Effect, {type: 'open'}>): Promise<Notice | null> {
		return !access().allowsLocal && isLocalHost(effect.address.hostname)
			? {kind: 'refused', what: effect.what}
			: (system?.open(effect) ?? null);
	}

	function showNotice(shown: Notice): void {
		store.dispatch({type: 'noticeShown', at: now(), notice: shown});
	}

	function set({setting, value}: Extract<Effect, {type: 'set'}>): void {
		if (setting === 'profile') {
			options.switchProfile?.(value);
			return;
		}

		const isSet =
			setting === 'interval'
				? setPollInterval(value)
				: system?.setAppearance({[setting]: value}) === true;
		showNotice({kind: isSet ? 'set' : 'not-set', setting, value: cleanName(value)});
	}

	/** `value`: the number of seconds that the user typed. Returns false for an invalid one. */
	function setPollInterval(value: string): boolean {
		const interval = parseInterval(value);

		if (interval !== null) {
			poller?.().setPollInterval(interval);
		}

		return interval !== null;
	}

	return {
		store,
		showNotice,
		/** Aborts downloads and previews. */
		close: async () => {
			await Promise.all([outputs.close(), records]);
		},
	};
}
