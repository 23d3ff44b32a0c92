import {parseInterval} from '../config/option-values.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {SavedState} from '../core/saved-state.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Notice} from '../store/notice.ts';
import type {Effect} from '../store/effect.ts';
import type {SystemAdapter} from '../store/effects.ts';
import type {PollerSettings, SwitchablePoller} from './switchable-poller.ts';

type SetEffect = Extract<Effect, {type: 'set'}>;

/** Everything that changes when the user switches to another account. */
export type Account = PollerSettings & {
	readonly profile: SafeText | null;
	readonly saved: SavedState;
	/** Stops saving to the previous account's storage, calls `enter`, then saves to the storage of this account. */
	startSaving(enter: () => void): void;
	readonly theme: string;
};

export type SettingDependencies = {
	readonly openAccount: (profile: string) => Promise<Account | string>;
};

type Outlets = {
	readonly system: Pick<SystemAdapter, 'setAppearance'>;
	readonly notice: (notice: Notice) => void;
};

export type ApplySettingOptions = SettingDependencies &
	Outlets & {
		readonly poller: SwitchablePoller;
		readonly enter: (account: Account) => void;
		readonly onBug: (error: unknown) => void;
	};

/** Sets the theme or the language and shows a notice. Ignores other settings. */
export function applyAppearanceSetting(
	{setting, value}: SetEffect,
	{system, notice}: Outlets,
): void {
	if (setting === 'theme' || setting === 'language') {
		const kind = system.setAppearance({[setting]: value}) ? 'set' : 'not-set';
		notice({kind, setting, value: cleanName(value)});
	}
}

/** Returns a function that changes a setting outside the state and shows a notice about success or failure. */
export function createApplySetting(options: ApplySettingOptions): (effect: SetEffect) => void {
	const {poller, system, openAccount, enter, notice, onBug} = options;
	/** Resolves when the last account is open. Accounts are opened in sequence, so that the last choice wins. */
	let opening: Promise<void> = Promise.resolve();

	async function choose(name: string): Promise<void> {
		const account = await openAccount(name);

		if (typeof account === 'string') {
			notice({kind: 'no-profile', why: account});
		} else {
			enter(account);
			system.setAppearance({theme: account.theme});
		}
	}

	return effect => {
		const {setting, value} = effect;

		if (setting === 'interval') {
			const interval = parseInterval(value);

			if (interval !== null) {
				poller.current.setPollInterval(interval);
			}

			const kind = interval === null ? 'not-set' : 'set';
			notice({kind, setting, value: cleanName(value)});
		} else if (setting === 'profile') {
			opening = opening.then(async () => choose(value)).catch(onBug);
		} else {
			applyAppearanceSetting(effect, options);
		}
	};
}
