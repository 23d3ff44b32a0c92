import {createHttpClient} from '../api/http-client.ts';
import {noProfileName} from '../config/config.ts';
import {findKey, findKeyAgain} from '../config/find-key.ts';
import type {SessionContext} from '../config/parse-options.ts';
import type {StorageProblem} from '../core/saved-state.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Instant} from '../core/time/clock.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {accessTo} from '../features/outputs/download/media-client.ts';
import type {Storage} from '../storage/storage.ts';
import type {ChosenOptions} from '../store/state.ts';
import type {AccountSettings} from './account-session.ts';
import {openSessionStorage} from './session-storage.ts';
import {chosenOptions} from './watch-store.ts';

/** Everything that changes when the user switches to another account. */
export type Account = AccountSettings & {
	readonly storage: Storage;
	readonly profile: SafeText | null;
	/** The budget and the limit of the balance. They are of an account, so those of the account before do not count. */
	readonly limits: Pick<ChosenOptions, 'budget' | 'isBudgetDaily' | 'lowBalance'>;
	readonly theme: string;
};

/** Opens the account of a profile in the config. Resolves to an error message if the profile or its key is invalid. */
export async function openAccount(
	name: string,
	context: SessionContext,
	onTrouble: (problem: StorageProblem) => void,
	onServerDate: (at: Instant) => void,
): Promise<Account | string> {
	const chosen = context.withProfile(name === noProfileName ? null : name);

	if (typeof chosen === 'string') {
		return chosen;
	}

	const found = findKey(context.keyVariable, chosen.settings, context.messages);

	if (typeof found === 'string') {
		return found;
	}

	const {baseUrl, proxy, concurrency, interval, theme} = chosen.options;
	const {profile, historyLimits} = chosen.settings;
	const {budget = null, isBudgetDaily = false, lowBalance = null} = chosenOptions(chosen);
	const key = found.key.reveal();
	const limits = historyLimits;
	const storage = openSessionStorage(baseUrl, {profile, key, limits, onTrouble});
	return {
		profile: profile === null ? null : cleanName(profile),
		client: createHttpClient({
			baseUrl,
			apiKey: key,
			readKey: () => findKeyAgain(context.keyVariable, chosen.settings, context.messages),
			concurrency,
			clock: systemClock,
			proxy,
			onServerDate,
		}),
		access: accessTo(baseUrl, key, proxy),
		interval,
		concurrency,
		storage,
		limits: {budget, isBudgetDaily, lowBalance},
		theme,
	};
}
