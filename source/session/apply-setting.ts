import {parseInterval} from '../config/option-values.ts';
import {WrongUsage} from '../config/wrong-usage.ts';
import type {SystemAdapter} from '../store/effects.ts';
import type {Messages} from '../i18n/index.ts';
import type {Effect} from '../store/effect.ts';
import type {Notice} from '../features/notices/notice.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Account, Accounts} from './account.ts';
import type {SwitchablePoller} from './switchable-poller.ts';

type SetEffect = Extract<Effect, {type: 'set'}>;

/** What can be set besides what is on the screen. */
export type Changeable = {
	readonly messages: Messages;
	/** A sentence where there is but one: why. */
	readonly accounts: Accounts | string;
};

/** What settings are given other values with. */
export type SetterOptions = Changeable & {
	readonly poller: Pick<SwitchablePoller, 'setPollInterval'>;
	readonly system: Pick<SystemAdapter, 'restyle'>;
	/** Watches another account. */
	readonly enter: (account: Account) => void;
	readonly notice: (notice: Notice) => void;
	readonly onBug: (error: unknown) => void;
};

/** Sets how the screen looks, and reports what came of it. Nothing where the setting is another one. */
export function setAppearance(
	{setting, value}: SetEffect,
	{system, notice}: Pick<SetterOptions, 'system' | 'notice'>,
): void {
	if (setting === 'theme' || setting === 'language') {
		const kind = system.restyle({[setting]: value}) ? 'set' : 'not-set';
		notice({kind, setting, value: cleanName(value)});
	}
}

/** Makes what sets what is no part of the state. It tells what came of it, also where that is nothing. */
export function createSetter(options: SetterOptions): (effect: SetEffect) => void {
	const {poller, system, messages, accounts, enter, notice, onBug} = options;
	/** One account is opened after the other, so that the one that was chosen last is the one that is watched. */
	let opening: Promise<void> = Promise.resolve();

	async function choose(name: string): Promise<void> {
		const account = typeof accounts === 'string' ? accounts : await accounts.open(name);

		if (typeof account === 'string') {
			notice({kind: 'no-profile', why: account});
		} else {
			enter(account);
			system.restyle({theme: account.theme});
		}
	}

	return effect => {
		switch (effect.setting) {
			case 'theme':
			case 'language': {
				setAppearance(effect, options);
				return;
			}

			case 'interval': {
				const interval = readInterval(effect.value, messages);

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

function readInterval(text: string, {usage}: Messages): number | null {
	try {
		return parseInterval(text, usage);
	} catch (error) {
		if (error instanceof WrongUsage) {
			return null;
		}

		throw error;
	}
}
