import {parseInterval} from '../config/option-values.ts';
import type {SystemAdapter} from '../store/effects.ts';
import type {Effect} from '../store/effect.ts';
import type {Notice} from '../store/notice.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Account, Accounts} from './accounts.ts';
import type {SwitchablePoller} from './switchable-poller.ts';

type SetEffect = Extract<Effect, {type: 'set'}>;

export type SettingDependencies = {
	/** An error message if the account cannot be switched. */
	readonly accounts: Accounts | string;
};

export type ApplySettingOptions = SettingDependencies & {
	readonly poller: Pick<SwitchablePoller, 'setPollInterval'>;
	readonly system: Pick<SystemAdapter, 'setAppearance'>;
	readonly enter: (account: Account) => void;
	readonly notice: (notice: Notice) => void;
	readonly onBug: (error: unknown) => void;
};

/** Sets the theme or the language and shows a notice. Ignores other settings. */
export function applyAppearanceSetting(
	{setting, value}: SetEffect,
	{system, notice}: Pick<ApplySettingOptions, 'system' | 'notice'>,
): void {
	if (setting === 'theme' || setting === 'language') {
		const kind = system.setAppearance({[setting]: value}) ? 'set' : 'not-set';
		notice({kind, setting, value: cleanName(value)});
	}
}

/** Returns a function that changes a setting outside the state and shows a notice, also on failure. */
export function createApplySetting(options: ApplySettingOptions): (effect: SetEffect) => void {
	const {poller, system, accounts, enter, notice, onBug} = options;
	/** Accounts are opened one after the other, so that the last choice wins. */
	let opening: Promise<void> = Promise.resolve();

	async function choose(name: string): Promise<void> {
		const account = typeof accounts === 'string' ? accounts : await accounts.open(name);

		if (typeof account === 'string') {
			notice({kind: 'no-profile', why: account});
		} else {
			enter(account);
			system.setAppearance({theme: account.theme});
		}
	}

	return effect => {
		switch (effect.setting) {
			case 'theme':
			case 'language': {
				applyAppearanceSetting(effect, options);
				return;
			}

			case 'interval': {
				const interval = parseInterval(effect.value);

				if (interval !== null) {
					poller.setPollInterval(interval);
				}

				notice({
					kind: interval === null ? 'not-set' : 'set',
					setting: effect.setting,
					value: cleanName(effect.value),
				});
				return;
			}

			case 'profile': {
				opening = opening.then(async () => choose(effect.value)).catch(onBug);
			}
		}
	};
}
