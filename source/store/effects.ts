import type {Poller} from '../polling/poller.ts';
import type {Effect} from './effect.ts';
import type {Notice} from './notice.ts';

/** Carries out effects of these types. */
type EffectHandlers<Types extends Effect['type'], Result = void> = {
	readonly [Type in Types]: (effect: Extract<Effect, {type: Type}>) => Result;
};

/** Carries out effects of these types. The notice reports the result; null without one. */
type ReportingHandlers<Types extends Effect['type']> = EffectHandlers<
	Types,
	Promise<Notice | null>
>;

/** What is done on the desktop and the terminal. */
export type SystemAdapter = ReportingHandlers<
	| 'open'
	| 'copy'
	| 'copyFailure'
	| 'copyComparison'
	| 'copyLog'
	| 'saveLog'
	| 'pageLog'
	| 'runOwnCommand'
	| 'suspend'
> &
	EffectHandlers<'leave' | 'redraw'> & {
		setAppearance(change: {readonly theme?: string; readonly language?: string}): boolean;
	};

export type EffectHistory = EffectHandlers<
	'findRuns' | 'reopenRun' | 'readInputs' | 'markSeen' | 'syncHistory' | 'loadSpending'
>;

type PollerEffects = ReturnType<typeof pollerEffects>;

export type EffectsOptions = {
	/** Undefined in a replay, which sends no requests. */
	readonly poller?: (() => Poller) | undefined;
	/** Undefined if there is no screen. */
	readonly system?: SystemAdapter | undefined;
	/** Undefined in a replay, which has no history. */
	readonly history?: (() => EffectHistory | undefined) | undefined;
	readonly others: ReportingHandlers<'saveRunRecord'> &
		EffectHandlers<
			Exclude<
				Effect['type'],
				'saveRunRecord' | keyof PollerEffects | keyof SystemAdapter | keyof EffectHistory
			>
		>;
	readonly notify: (notice: Notice) => void;
	/** Receives the error if a handler rejects. This is a bug, since it should return a notice. */
	readonly onBug: (error: unknown) => void;
};

type Handlers = {
	readonly [Type in Effect['type']]?: (effect: never) => Promise<Notice | null> | void;
};

export function createEffectRunner(options: EffectsOptions): (effects: readonly Effect[]) => void {
	const {poller, system, history, others, notify, onBug} = options;
	const handlers: Handlers = {
		...others,
		...(poller && pollerEffects(poller)),
		...system,
	};
	return effects => {
		for (const effect of effects) {
			const handler = handlers[effect.type] ?? (history?.() as Handlers | undefined)?.[effect.type];
			handler?.(effect as never)?.then(notice => {
				if (notice !== null) {
					notify(notice);
				}
			}, onBug);
		}
	};
}

function pollerEffects(poller: () => Poller) {
	return {
		watch: ({ids}) => poller().watch(ids),
		unwatch: ({id}) => poller().unwatch(id),
		prioritize: ({selected, inSight}) => poller().prioritize({selected, inSight}),
		pollNow: ({id}) => poller().pollNow(id),
		retryKey: () => poller().retryKey(),
		loadOrder: ({id}) => poller().loadOrder(id),
		lookAtBalance: ({isLookedAt}) => poller().lookAtBalance(isLookedAt),
		loadListPage: ({page}) => poller().loadListPage(page),
		readOrders: ({ids}) => poller().readOrders(ids, 1),
		pause: ({paused}) => poller().pause(paused),
	} satisfies Partial<EffectHandlers<Effect['type']>>;
}
