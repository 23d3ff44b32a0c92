import {createHttpClient} from '../api/http-client.ts';
import {noProfile} from '../config/config.ts';
import type {Request} from '../config/parse-options.ts';
import type {Clock, Instant} from '../core/time/clock.ts';
import type {Messages} from '../i18n/index.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Accounts} from './account.ts';
import {findKey} from '../config/find-key.ts';
import {openSessionStorage, type SwitchableStorage} from './session-storage.ts';

/** What accounts are opened with. */
export type AccountsOptions = {
	/** What was asked for at the start. */
	readonly request: Request;
	/** What the environment's variable for the key held. */
	readonly keyVariable: string;
	readonly messages: Messages;
	readonly storage: SwitchableStorage;
	readonly clock: Clock;
	readonly onServiceTime: (at: Instant) => void;
};

/** The accounts of the config's profiles, to be watched one after the other. */
export function profileAccounts(options: AccountsOptions): Accounts {
	const {request, keyVariable, messages, storage, clock, onServiceTime} = options;

	return {
		async open(name) {
			const chosen = request.withProfile(name === noProfile ? null : name);

			if (chosen.kind === 'wrong') {
				return chosen.message;
			}

			const {found} = findKey(keyVariable, chosen.settings, messages);

			if (found.kind === 'wrong') {
				return found.message;
			}

			const {baseUrl, concurrency, interval, theme} = chosen.options;
			const {profile} = chosen.settings;
			await storage.settled();
			const kept = await openSessionStorage(baseUrl, profile);
			return {
				profile: profile === null ? null : cleanName(profile),
				client: createHttpClient({
					baseUrl,
					apiKey: found.key.reveal(),
					concurrency,
					clock,
					onServiceTime,
				}),
				interval,
				concurrency,
				// What was named at the start belongs to the account of the start.
				ids: [...kept.saved.watched],
				discover: {workflowId: null, status: null},
				saved: kept.saved,
				keepFor(enter) {
					storage.exchange(kept, enter);
				},
				theme,
			};
		},
	};
}
