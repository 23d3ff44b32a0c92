import type {Option} from '../../config/option-table.ts';
import {subcommands} from '../../config/parse-word.ts';
import {
	commandName,
	optionsByCommand,
	profilesCommand,
	suggestValue,
	wordsAfter,
} from './suggestions.ts';

const quote = (words: readonly string[]) => words.map(word => `'${word}'`).join(', ');
const syntax = {
	// PowerShell itself suggests files where the script suggests nothing.
	none: '@()',
	files: '@()',
	folders: '@()',
	profiles: `@(${profilesCommand} 2>$null)`,
	choices: (choices: readonly string[]) => `@(${quote(choices)})`,
	list: (choices: readonly string[]) => `@(${quote(choices)} | ForEach-Object { "$head$_" })`,
};

/** Returns the completion script for PowerShell 5.1 and later. */
export function powershellCompletion(options: readonly Option[]): string {
	const names = (list: readonly Option[]) => quote(list.map(({name}) => `--${name}`));
	const {usual, ofCommands} = optionsByCommand(options);
	const values = [
		...options
			.filter(({placeholder}) => placeholder !== undefined)
			.map(option => `'--${option.name}' { ${suggestValue(option, syntax)} }`),
		...Object.entries(wordsAfter).map(([command, list]) => `'${command}' { @(${quote(list)}) }`),
	];
	const optionNames = [
		...[...ofCommands].map(([command, own]) => `'${command}' { @(${names(own)}) }`),
		`default { @(${names(usual)}) }`,
	];
	return `# Completion of ${commandName} for PowerShell.
Register-ArgumentCompleter -Native -CommandName ${commandName} -ScriptBlock {
	param($current, $line, $cursor)
	$before = @($line.CommandElements | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { "$_" })
	$previous = $before[-1]
	$prefix = ''
	if ($current -match '^(--[a-z-]+)=(.*)$') {
		$previous = $Matches[1]
		$prefix = "$previous="
		$current = $Matches[2]
	}
	$head = $current -replace '[^,]*$'
	$suggested = switch -CaseSensitive ($previous) {
${values.map(line => `\t\t${line}\n`).join('')}		default {
			if ($current -like '-*') {
				switch (@($before | Where-Object { $_ -cin ${quote(subcommands)} })[0]) {
${optionNames.map(line => `\t\t\t\t\t${line}\n`).join('')}				}
			} elseif ($before.Count -eq 1) {
				@(${quote(subcommands)})
			}
		}
	}
	$suggested | Where-Object { "$_".StartsWith($current) } | ForEach-Object {
		[System.Management.Automation.CompletionResult]::new("$prefix$_", "$_", 'ParameterValue', "$_")
	}
}
`;
}
