import {unknownVariable, variableNames} from '../features/own-commands/index.ts';
import type {Messages} from '../i18n/index.ts';
import {cleanName} from '../core/text/sanitize.ts';
import type {Binding, BindingId} from '../store/keys/binding.ts';
import type {OwnCommand} from './config-schema.ts';
import type {ConfigFault, JsonText} from './json-text.ts';
import {quoteInput} from './quote-input.ts';

export function ownBindingId(name: string): BindingId {
	return `own:${name}`;
}

/** Returns the binding of a command of the user's own, without its key, which `rebind` adds. */
export function ownBinding({
	name,
	pane = 'everywhere',
	command,
	confirm = false,
}: OwnCommand): Binding {
	return {
		id: ownBindingId(name),
		where: pane,
		does: [
			{
				keys: [],
				command: {type: 'own-command', name: cleanName(name), argv: command, confirm},
			},
		],
		footer: [],
	};
}

/** Finds names that are used twice, and unknown variables. */
export function ownCommandFaults(
	commands: readonly OwnCommand[],
	json: JsonText,
	{config: words}: Messages,
): readonly ConfigFault[] {
	return commands.flatMap(({name, command}, index) => {
		const isTwice = commands.findIndex(one => one.name === name) < index;
		const variable = unknownVariable(command);
		const fault = (field: keyof OwnCommand, sentence: string): ConfigFault => ({
			sentence,
			position: json.positionOf(['commands', index, field]),
		});
		return [
			...(isTwice ? [fault('name', words.twice(quoteInput(name)))] : []),
			...(variable === null
				? []
				: [fault('command', words.unknownVariable(cleanName(variable), variableNames))]),
		];
	});
}
