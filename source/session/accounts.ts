import {createHttpClient} from '../api/http-client.ts';
import {noProfileName} from '../config/config.ts';
import {findKey} from '../config/find-key.ts';
import type {Request} from '../config/parse-options.ts';
import type {RunOrderId} from '../core/run.ts';
import type {SavedState} from '../core/saved-state.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Clock, Instant} from '../core/time/clock.ts';
import type {Messages} from '../i18n/index.ts';
import type {RunListFilter} from '../polling/discovery.ts';
import {openSessionStorage, type SwitchableStorage} from './session-storage.ts';
import type {PollerSettings} from './switchable-poller.ts';

/** Everything that changes when the user switches to another account. */
export type Account = PollerSettings & {
	/** Null if no profile is used. */
	readonly profile: SafeText | null;
	readonly ids: readonly RunOrderId[];
	readonly discover: RunListFilter | null;
	readonly saved: SavedState;
	/** Saves to this account's storage from now on. Calls `enter` between detaching the old storage and attaching this one. */
	startSaving(enter: () => void): void;
	readonly theme: string;
};

export type Accounts = {
	/** Opens the account of a profile. Returns an error message if that fails. */
	open(profile: string): Promise<Account | string>;
};

export type AccountsOptions = {
	readonly request: Request;
	readonly keyVariable: string;
	readonly messages: Messages;
	readonly storage: SwitchableStorage;
	readonly clock: Clock;
	readonly onServerDate: (at: Instant) => void;
};

export function profileAccounts(options: AccountsOptions): Accounts {
	const {request, keyVariable, messages, storage, clock, onServerDate} = options;

	return {
		async open(name) {
			const chosen = request.withProfile(name === noProfileName ? null : name);

			if (typeof chosen === 'string') {
				return chosen;
			}

			const found = findKey(keyVariable, chosen.settings, messages);

			if (typeof found === 'string') {
				return found;
			}

			const {baseUrl, concurrency, interval, theme} = chosen.options;
			const {profile} = chosen.settings;
			await storage.settled();
			const opened = await openSessionStorage(baseUrl, profile);
			return {
				profile: profile === null ? null : cleanName(profile),
				client: createHttpClient({
					baseUrl,
					apiKey: found.key.reveal(),
					concurrency,
					clock,
					onServiceTime: onServerDate,
				}),
				interval,
				concurrency,
				// Ids on the command line belong to the first account.
				ids: [...opened.saved.watched],
				discover: {workflowId: null, status: null},
				saved: opened.saved,
				startSaving(enter) {
					storage.exchange(opened, enter);
				},
				theme,
			};
		},
	};
}
