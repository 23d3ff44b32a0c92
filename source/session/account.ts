import type {SavedState} from '../core/saved-state.ts';
import type {RunOrderId} from '../core/run.ts';
import type {SafeText} from '../core/text/text.ts';
import type {RunListFilter} from '../polling/discovery.ts';
import type {PollerSettings} from './switchable-poller.ts';

/** An account to be watched in the place of another: who answers for it, which of its runs, and what is remembered. */
export type Account = PollerSettings & {
	/** Null is the account outside of all profiles. */
	readonly profile: SafeText | null;
	readonly ids: readonly RunOrderId[];
	readonly discover: RunListFilter | null;
	readonly saved: SavedState;
	/** Keeps its changes from now on; `enter` is called when those of the account before are no longer listened to. */
	keepFor(enter: () => void): void;
	readonly theme: string;
};

/** How another account is come by. */
export type Accounts = {
	/** Opens the one of a profile; the sentence that says why not where it cannot be. */
	open(profile: string): Promise<Account | string>;
};
