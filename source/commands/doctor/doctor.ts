import {accessSync, constants, readFileSync} from 'node:fs';
import {dirname} from 'node:path';
import type {ApiError} from '../../api/errors.ts';
import {openPostClient} from '../../api/post-client.ts';
import {takeTlsVariable} from '../../config/environment.ts';
import {findKey} from '../../config/find-key.ts';
import type {SessionContext} from '../../config/parse-options.ts';
import {isCertificateFault} from '../../core/error-code.ts';
import {balanceSum} from '../../core/money/money.ts';
import {visibleJson} from '../../core/text/json-text.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {systemClock, type Duration} from '../../core/time/clock.ts';
import {print} from '../../events/standard-output.ts';
import type {Messages} from '../../i18n/messages.ts';
import {testChannels} from '../../notify/index.ts';
import {ownFolder} from '../../storage/own-folder.ts';
import {isAlwaysUtf8, platform, systemLocale, type Environment} from '../../terminal/platform.ts';
import {describeTerminal} from '../../terminal/terminal.ts';
import {alignColumns} from '../../terminal/width.ts';
import {settingSourceText} from '../config.ts';
import {askService, type ServiceAnswer} from './ask-service.ts';
import type {doctorEn} from './messages.ts';

/** `warn`: the program works, but with limits. `fail`: it does not work. `open`: the check was not possible. */
type State = keyof typeof doctorEn.states;
/** A state and its sentence. The sentence of any state but `ok` contains advice. */
type Result = readonly [state: State, says: string];
type CheckName = Exclude<keyof typeof doctorEn.checks, 'channel'>;
type Check = {
	readonly id: keyof typeof doctorEn.checks;
	readonly state: State;
	readonly says: string;
};

/** The facts from which the checks follow. */
export type DoctorFacts = SessionContext & {
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly isTerminal: boolean;
	/** The API key, or why there is none. */
	readonly found: ReturnType<typeof findKey>;
	/** Null without a key, and for a demo. */
	readonly service: ServiceAnswer | null;
};

/** The clocks of this machine and of the service may differ by this, in milliseconds, without a warning. */
const maxSkew: Duration = 30_000;

/** Checks what a watch needs (`chenyu-top doctor`). Resolves to the exit code: 1 if a check failed. */
export async function runDoctor(context: SessionContext): Promise<number> {
	const {options, settings, keyVariable} = context;
	const asJson = options.mode === 'json';
	const messages = asJson ? context.english : context.messages;
	const env = {...process.env};
	// Deletes the variable, so that Node prints no warning about it. A check warns about it.
	takeTlsVariable(process.env);
	const found = findKey(keyVariable, settings, messages);
	const service =
		typeof found === 'string' || options.demo
			? null
			: await askService(options, found.key.reveal(), systemClock);
	const isTerminal = process.stdout.isTTY;
	const facts = {...context, messages, env, platform, isTerminal, found, service};
	const checks = [
		...Object.entries(doctorChecks).map(([id, check]): Check => {
			const [state, says] = check(facts, messages.doctor);
			return {id: id as CheckName, state, says};
		}),
		...(options.testsChannels ? await channelChecks(context, messages) : []),
	];
	const ok = checks.every(({state}) => state !== 'fail');
	const text = asJson ? visibleJson({ok, checks}) : doctorText(checks, messages.doctor);
	return (await print(text, context.messages)) || Number(!ok);
}

function doctorText(checks: readonly Check[], texts: Messages['doctor']): string {
	const rows = checks.map(({id, state, says}) => [texts.states[state], texts.checks[id], says]);
	const count = (wanted: State) => checks.filter(({state}) => state === wanted).length;
	return [...alignColumns(rows), '', texts.summary(count('fail'), count('warn'))].join('\n');
}

type Texts = Messages['doctor'];

/** Makes a check that is not possible without a response of the service. */
function ofService(check: (service: ServiceAnswer, facts: DoctorFacts, texts: Texts) => Result) {
	return (facts: DoctorFacts, texts: Texts): Result =>
		facts.service === null ? ['open', texts.noKey] : check(facts.service, facts, texts);
}

export const doctorChecks: Readonly<
	Record<CheckName, (facts: DoctorFacts, texts: Texts) => Result>
> = {
	program: (facts, texts) => [
		'ok',
		texts.program(facts.version, process.versions.node, facts.platform),
	],

	config({settings: {configPath, config}, configFault}, texts) {
		const path = configPath === null ? null : cleanName(configPath);
		const says =
			config === null || path === null
				? texts.noConfig(path)
				: texts.config(path, Object.keys(config.hooks).length, config.channels.length);
		return configFault === null ? ['ok', says] : ['fail', configFault];
	},

	key({found, options: {demo}}, texts) {
		if (demo) {
			return ['ok', texts.demo];
		}

		if (typeof found === 'string') {
			return ['fail', found];
		}

		const [warning] = found.warnings;
		return warning === undefined ? ['ok', texts.key(found.source)] : ['warn', warning];
	},

	proxy({options: {proxy, baseUrl}, settings, messages}, texts) {
		if (proxy === null) {
			return ['ok', texts.proxy];
		}

		const set = texts.proxySet(proxy.address, settingSourceText('proxy', settings, messages));
		return ['ok', proxy.serves(baseUrl) ? set : texts.proxyUnused(set, cleanName(baseUrl.host))];
	},

	reach: ofService(({failure, runs, ms}, {options: {baseUrl}, messages}, texts) =>
		failure === null
			? ['ok', texts.reach(cleanName(baseUrl.origin), runs, ms)]
			: failure.problem.kind === 'rate-limit'
				? ['warn', messages.listing.limited(failure.problem.retryAfter)]
				: ['fail', serviceFault(failure, messages)],
	),

	balance: ofService(({balance}, _, texts) =>
		balance === null
			? ['open', texts.unknown]
			: ['ok', texts.balance({...balance, sum: balanceSum(balance)})],
	),

	clock: ofService(({skew}, _, texts) => {
		const seconds = Math.max(1, Math.ceil(Math.abs(skew ?? 0) / 1000));
		return skew === null
			? ['open', texts.unknown]
			: Math.abs(skew) <= maxSkew
				? ['ok', texts.clock(seconds)]
				: ['warn', texts.clockOff(seconds, skew > 0)];
	}),

	certificates({service, env, messages}, texts) {
		const extra = env['NODE_EXTRA_CA_CERTS'] ?? '';
		const failure = service?.failure ?? null;

		if (failure !== null && isCertificateFault(failure.problem.detail)) {
			return ['fail', serviceFault(failure, messages)];
		}

		if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
			return ['warn', texts.verifyingOff];
		}

		if (extra === '') {
			return ['ok', texts.certificates];
		}

		try {
			readFileSync(extra);
			return ['ok', texts.extraCertificates(cleanName(extra))];
		} catch (error) {
			const why = cleanName((error as NodeJS.ErrnoException).code ?? '');
			return ['fail', texts.noExtraCertificates(cleanName(extra), why)];
		}
	},

	terminal({env, isTerminal, ...facts}, texts) {
		if (env['TERM'] === 'dumb') {
			return ['warn', texts.dumb];
		}

		if (!isTerminal) {
			return ['open', texts.noTerminal];
		}

		const able = describeTerminal(env, {isTTY: true, platform: facts.platform});
		const text = [
			...(env['TERM'] === undefined ? [] : [cleanName(env['TERM'])]),
			texts.colors(able.color),
			texts.glyphs(able.unicode),
			texts.links(able.hyperlinks),
			texts.notifications(able.notifications),
		].join(texts.comma);
		return ['ok', text];
	},

	locale({env, options: {language}, ...facts}, texts) {
		const set = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || systemLocale(facts.platform);
		const locale = cleanName(set || 'C');
		return isAlwaysUtf8(facts.platform) || /utf-?8/i.test(locale)
			? ['ok', texts.locale(locale, language)]
			: ['warn', texts.noUtf8Locale(locale, language)];
	},

	folders({env, ...facts}, texts) {
		const all = (['config', 'state', 'cache'] as const).flatMap(
			kind => ownFolder(kind, env, facts.platform) ?? [],
		);
		const faulty = all.filter(folder => !canWrite(folder)).map(cleanName);

		return faulty.length > 0
			? ['warn', texts.folderFaults(faulty)]
			: all.length === 0
				? ['warn', texts.noHome]
				: ['ok', texts.folders(all.map(cleanName))];
	},
};

/** Describes a failed request for the run list, and how to fix the problem. */
function serviceFault(failure: ApiError, {problem}: Messages): string {
	return problem.ofList(failure.toProblem(systemClock.now()));
}

/** Returns whether a folder is writable. If it does not exist, checks the nearest existing folder above it. */
function canWrite(folder: string): boolean {
	try {
		accessSync(folder, constants.W_OK | constants.X_OK);
		return true;
	} catch (error) {
		const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
		return isMissing && dirname(folder) !== folder && canWrite(dirname(folder));
	}
}

/** Sends a test message to each channel. */
async function channelChecks(
	{settings, options: {proxy}}: SessionContext,
	messages: Messages,
): Promise<readonly Check[]> {
	const channels = settings.config?.channels ?? [];

	if (channels.length === 0) {
		const path = cleanName(settings.configPath ?? 'config.json');
		return [{id: 'channel', state: 'warn', says: messages.doctor.noChannel(path)}];
	}

	const openClient = () => openPostClient(proxy);
	const failures = await testChannels(channels, {messages, clock: systemClock, openClient});
	return channels.map(({number, kind}, index): Check => {
		const why = failures[index] ?? null;
		const notice = {kind: 'channel-failed', channel: {number, kind}} as const;
		return why === null
			? {id: 'channel', state: 'ok', says: messages.doctor.channelWorks(number, kind)}
			: {id: 'channel', state: 'fail', says: messages.notice({...notice, why}, String)};
	});
}
