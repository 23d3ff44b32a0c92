import {unknownVariable, variableNames} from '../features/own-commands/index.ts';
import type {Messages} from '../i18n/index.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Binding} from '../store/keys/binding.ts';
import {overlap} from '../store/keys/rebind.ts';
import {isKeyName} from '../terminal/input/key.ts';
import type {ConfigFault} from './config-keys.ts';
import type {OwnCommand} from './config-schema.ts';
import type {JsonText} from './json-text.ts';
import {quoteInput} from './quote-input.ts';

/** Puts bindings for the commands of the user's own before `bindings`, so that the footer shows them first. If there are errors, returns only them. */
export function bindOwnCommands(
	commands: readonly OwnCommand[],
	bindings: readonly Binding[],
	json: JsonText,
	{config: words}: Messages,
): {readonly bindings: readonly Binding[]} | {readonly faults: readonly ConfigFault[]} {
	const own: Binding[] = [];
	const faults: ConfigFault[] = [];

	for (const [
		index,
		{name, key, pane: where = 'everywhere', command, confirm},
	] of commands.entries()) {
		const id = `own:${name}` as const;
		const shown = quoteInput(name);
		const taken = [...bindings, ...own].find(
			one => overlap(one.where, where) && one.does.some(({keys}) => keys.includes(key)),
		);
		const variable = unknownVariable(command);
		const fault = (field: keyof OwnCommand, sentence: string): void => {
			faults.push({sentence, position: json.positionOf(['commands', index, field])});
		};

		if (own.some(one => one.id === id)) {
			fault('name', words.twice(shown));
		}

		if (!isKeyName(key)) {
			fault('key', words.noKey(quoteInput(key)));
		} else if (taken !== undefined) {
			fault(
				'key',
				words.takenByOther(quoteInput(key), shown, cleanName(taken.id.replace(/^own:/, ''))),
			);
		}

		if (variable !== null) {
			fault('command', words.unknownVariable(cleanName(variable), variableNames));
		}

		own.push({
			id,
			where,
			does: [
				{
					keys: [key],
					command: {
						type: 'own-command',
						name: cleanName(name),
						argv: command,
						confirm: confirm === true,
					},
				},
			],
			footer: [key],
		});
	}

	return faults.length > 0 ? {faults} : {bindings: [...own, ...bindings]};
}
