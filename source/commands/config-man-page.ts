import {configSchema, historySettingNames, settingNames} from '../config/config-schema.ts';
import {settingMeaning} from '../config/help-text.ts';
import {optionOfSetting} from '../config/option-table.ts';
import type {Messages} from '../i18n/index.ts';
import {manProse} from './man-prose.ts';
import {blocks, commandName, manTitle, roff, sentences, term} from './roff.ts';

/** Returns the manual page of the config file in roff. `date` is the date of the page. */
export function configManPage(messages: Messages, version: string, date: string): string {
	const lines = [
		manTitle(5, version, date),
		'.SH NAME',
		...sentences(`${commandName} - config file of the monitor for workflow runs`),
		'.SH DESCRIPTION',
		...blocks(manProse.config),
		'.SH SETTINGS',
		...Object.keys(configSchema.entries).flatMap(name => term(name, meaningOf(name, messages))),
		...historySettingNames.flatMap(name => term(`history.${name}`, meaningOf(name, messages))),
		'.SH FILES',
		...blocks(manProse.files),
		'.SH EXAMPLES',
		...blocks(manProse.configExamples),
		'.SH SEE ALSO',
		`.BR ${roff(commandName)} (1)`,
	];
	return `${lines.join('\n')}\n`;
}

/** Returns what a setting does, its values, its default and its option. */
function meaningOf(name: string, messages: Messages): string {
	const forms: Readonly<Record<string, string>> = messages.config.forms;
	const expects: Readonly<Record<string, string>> = messages.config.expects;
	const isSetting = settingNames.some(each => each === name);
	const expected = expects[name] ?? (isSetting ? messages.config.expects.switch : undefined);
	const option = isSetting ? optionOfSetting(name) : undefined;
	return [
		settingMeaning(name, messages),
		forms[name],
		expected && `use ${expected}`,
		option?.fallback && `default ${option.fallback}`,
		option && `option --${option.name} ${option.placeholder ?? ''}`.trim(),
	]
		.filter(text => text !== undefined)
		.map(text => text.replace(/^[a-z]/, letter => letter.toUpperCase()).replace(/\.?$/, '.'))
		.join(' ');
}
