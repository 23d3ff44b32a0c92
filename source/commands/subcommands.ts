import {openPostClient} from '../api/post-client.ts';
import {takeTlsVariable} from '../config/environment.ts';
import {findKey, type FoundKey} from '../config/find-key.ts';
import type {Request, SessionContext} from '../config/parse-options.ts';
import {escapeInvisible} from '../core/text/escape-invisible.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {systemClock} from '../core/time/system-clock.ts';
import {messagesFor, type Messages} from '../i18n/index.ts';
import {testChannels} from '../notify/index.ts';
import {print} from '../report/standard-output.ts';
import {platform} from '../terminal/platform.ts';
import {completionText} from './completion/completion.ts';
import {configReport, configText, placeOf} from './config-report.ts';
import {
	certificateCheck,
	folderCheck,
	localeCheck,
	terminalCheck,
	type MachineOptions,
} from './doctor/machine-checks.ts';
import {networkChecks} from './doctor/network-checks.ts';
import {caution, doctorText, fail, ok, type Check} from './doctor/report.ts';

export async function runSubcommand(context: SessionContext): Promise<number> {
	const {subcommand, options, messages, keyVariable} = context;

	if (subcommand === 'completion') {
		const text = completionText(context, messages);
		return text === '' ? 0 : print(text, messages);
	}

	const asJson = options.mode === 'json';
	// The JSON report is always in English, because its values must not depend on the user's language.
	const reported = asJson ? messagesFor('en') : messages;
	const write = (report: object, text: string) =>
		print(asJson ? escapeInvisible(JSON.stringify(report)) : text, messages);

	if (subcommand === 'config') {
		const report = configReport(context, keyVariable.trim() !== '', reported);
		return write(report, configText(report, messages));
	}

	const checks = await examine(context, reported);
	const hasPassed = checks.every(({state}) => state !== 'fail');
	const exitCode = await write({ok: hasPassed, checks}, doctorText(checks, messages));
	return exitCode === 0 && !hasPassed ? 1 : exitCode;
}

async function examine(request: SessionContext, messages: Messages): Promise<readonly Check[]> {
	const {options, settings, keyVariable, version} = request;
	const {stdout, versions} = process;
	const machine: MachineOptions = {
		env: {...process.env},
		platform,
		isTerminal: stdout.isTTY,
		language: options.language,
		words: messages.doctor,
	};
	// Deletes the variable, so that Node prints no warning about it. The report already contains a warning.
	takeTlsVariable(process.env);
	const found = findKey(keyVariable, settings, messages);
	const network = await networkChecks({
		baseUrl: options.baseUrl,
		proxy: options.proxy,
		proxyFrom: placeOf('proxy', settings, messages),
		apiKey: typeof found === 'string' ? null : found.key.reveal(),
		clock: systemClock,
		messages,
	});
	const certificates = certificateCheck(machine);
	const isRefused = network.some(({id}) => id === 'certificates');
	return [
		ok('program', messages.doctor.program(version, versions.node, platform)),
		configCheck(request, messages),
		keyCheck(found, messages),
		...network,
		...(isRefused && certificates.state !== 'fail' ? [] : [certificates]),
		terminalCheck(machine),
		localeCheck(machine),
		folderCheck(machine),
		hooksCheck(settings, messages),
		...(options.testsChannels ? await channelChecks(request, messages) : []),
	];
}

function hooksCheck({config}: Request['settings'], {doctor: words}: Messages): Check {
	const hooks = Object.keys(config?.hooks ?? {}).length;
	return ok('hooks', words.hooks(hooks, config?.channels.length ?? 0));
}

async function channelChecks(
	{settings: {config}, options: {proxy}}: Request,
	messages: Messages,
): Promise<readonly Check[]> {
	const channels = config?.channels ?? [];
	const failures = await testChannels(channels, {
		messages,
		clock: systemClock,
		openClient: () => openPostClient(proxy),
	});
	return channels.map(({number, kind}, index): Check => {
		const why = failures[index] ?? null;
		return why === null
			? ok('channel', messages.doctor.channelWorks(number, kind))
			: fail(
					'channel',
					messages.notice({kind: 'channel-failed', channel: {number, kind}, why}, String),
				);
	});
}

function configCheck({settings, configFault}: Request, {doctor: words}: Messages): Check {
	if (configFault !== null) {
		return fail('config', configFault);
	}

	const path = settings.configPath === null ? null : cleanName(settings.configPath);
	const says =
		settings.config === null || path === null ? words.noConfig(path) : words.config(path);
	return ok('config', says);
}

function keyCheck(found: FoundKey | string, {doctor: words}: Messages): Check {
	if (typeof found === 'string') {
		return fail('key', found);
	}

	const [warning] = found.warnings;
	return warning === undefined ? ok('key', words.key(found.source)) : caution('key', warning);
}
