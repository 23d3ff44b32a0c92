import {channelKinds, notifyEvents} from '../core/notify.ts';
import type {SafeText} from '../core/text/sanitize.ts';

/** What is valid for an option, a variable or a setting, as the end of a sentence that begins with "Use". */
const expectsEn = {
	interval: 'seconds from 0.2 to 86400',
	concurrency: 'a whole number from 1 to 32',
	budget: 'an amount in CNY from 0.01, like 5, or 20/day',
	lowBalance: 'an amount in CNY from 0.01',
	command: 'a program and its arguments; docs/NOTIFY.md lists the variables',
	timeout: 'a duration up to 500h, like 90s, 10m or 2h',
	speed: 'a number from 0.1 to 1000, or max',
	since: 'a duration like 24h or 7d, today, yesterday, or a date like 2026-05-08',
	limit: 'a whole number from 1 to 10000',
	listen: 'a port, or an address and a port, like 9464 or 0.0.0.0:9464',
	baseUrl:
		'an https URL like https://www.chenyu.cn without user name, password, query and fragment; http only to this machine, like http://127.0.0.1:8080',
	proxy:
		'the address of an HTTP proxy, like http://127.0.0.1:7890, with special characters of the password as %XX, or none; SOCKS is not supported, but many programs offer HTTP on the same port',
	apiKeyFile: 'the path of a file, like "~/.config/chenyu-top/key"',
	lang: '"zh" or "en"',
	theme: 'the name of a theme; chenyu-top --help lists them',
	downloadFolder: 'the path of a folder, like "~/Downloads"',
	downloadName:
		'a path with {date}, {time}, {title}, {id}, {label}, {key}, {index}, {ext}, {name}, {workflow} and {input.NAME}, like "{date}/{title}-{input.seed}-{key}.{ext}"',
	columns:
		'a list of columns, like ["state", "id", "title", "input.seed"]; docs/OPTIONS.md has all',
	days: 'a whole number from 1 to 36500',
	megabytes: 'a whole number from 10 to 1000000',
	filter: 'a filter like "status:failed cost:>0.5"; docs/RUNS.md lists the terms',
	sort: 'the name of a sort order, like "created" or "-created"; :sort lists them',
	history: 'limits like {"days": 90, "megabytes": 500}',
	profiles: 'sets of settings like {"work": {"interval": 5}}, with other names than "default"',
	hooks: `a program and its arguments for each event, like {"failed": ["notify-send", "$CHENYU_RUN_TITLE"]}; docs/NOTIFY.md lists the variables; the events are ${notifyEvents.join(', ')}`,
	channels: `a list like [{"kind": "feishu", "url": "https://…", "secret": "…", "on": ["failed", "allDone"]}]; the kinds are ${channelKinds.join(', ')}, the events ${notifyEvents.join(', ')}; the address has https, or http on this machine, and no user name; only a webhook has a "body", an object with {title}, {lines} or {text}`,
	commands:
		'a list like [{"name": "resubmit", "key": "f7", "pane": "runs", "command": ["resubmit", "$CHENYU_RUN_ID"], "confirm": true}], each with a name of its own; docs/NOTIFY.md lists the variables; the pane is everywhere, runs, log or outputs',
	views: 'a list of views, like [{"name": "today", "filter": "created:<24h", "sort": "-created"}]',
	switch: 'true or false',
};

const expectsZh: typeof expectsEn = {
	interval: ' 0.2 到 86400 之间的秒数',
	concurrency: ' 1 到 32 之间的整数',
	budget: '不小于 0.01 的人民币金额，例如 5，或 20/day（每天）',
	lowBalance: '不小于 0.01 的人民币金额',
	command: '程序及其参数；docs/NOTIFY.md 列出了可用的变量',
	timeout: '不超过 500h 的时长，例如 90s、10m 或 2h',
	speed: ' 0.1 到 1000 之间的数，或 max',
	since: ' 24h、7d 这样的时长，today（今天）、yesterday（昨天），或 2026-05-08 这样的日期',
	limit: ' 1 到 10000 之间的整数',
	listen: '端口，或地址加端口，例如 9464 或 0.0.0.0:9464',
	baseUrl:
		' https://www.chenyu.cn 这样的 https 网址，不含用户名、密码、查询参数和片段；http 只能指向本机，例如 http://127.0.0.1:8080',
	proxy:
		' HTTP 代理的地址，例如 http://127.0.0.1:7890，密码中的特殊字符写成 %XX，或 none；不支持 SOCKS，但许多代理软件在同一端口提供 HTTP',
	apiKeyFile: '文件路径，例如 "~/.config/chenyu-top/key"',
	lang: ' "zh" 或 "en"',
	theme: '配色名称；chenyu-top --help 会列出',
	downloadFolder: '文件夹路径，例如 "~/Downloads"',
	downloadName:
		'路径，可含 {date}、{time}、{title}、{id}、{label}、{key}、{index}、{ext}、{name}、{workflow}（工作流 ID）和 {input.NAME}，例如 "{date}/{title}-{input.seed}-{key}.{ext}"',
	columns: '列名的列表，如 ["state", "id", "title", "input.seed"]；docs/OPTIONS.md 列出了所有列',
	days: ' 1 到 36500 之间的整数',
	megabytes: ' 10 到 1000000 之间的整数',
	filter: '筛选条件，例如 "status:failed cost:>0.5"；docs/RUNS.md 列出了所有条件',
	sort: '排序的名称，例如 "created" 或 "-created"；:sort 会列出',
	history: ' {"days": 90, "megabytes": 500} 这样的期限',
	profiles: ' {"work": {"interval": 5}} 这样的若干组设置，名称不能是“default”',
	hooks:
		'每个事件的程序及其参数，例如 {"failed": ["notify-send", "$CHENYU_RUN_TITLE"]}；docs/NOTIFY.md 列出了可用的变量；事件有 ' +
		notifyEvents.join('、'),
	channels: ` [{"kind": "feishu", "url": "https://…", "secret": "…", "on": ["failed", "allDone"]}] 这样的列表；种类有 ${channelKinds.join('、')}，事件有 ${notifyEvents.join('、')}；地址须为 https（本机可用 http），不含用户名；只有 webhook 可设“body”，即含有 {title}、{lines} 或 {text} 的对象`,
	commands:
		' [{"name": "resubmit", "key": "f7", "pane": "runs", "command": ["resubmit", "$CHENYU_RUN_ID"], "confirm": true}] 这样的列表，名称不能重复；docs/NOTIFY.md 列出了可用的变量；窗格为 everywhere、runs、log 或 outputs',
	views: '视图的列表，例如 [{"name": "today", "filter": "created:<24h", "sort": "-created"}]',
	switch: ' true 或 false',
};

export const usageErrorsEn = {
	expects: expectsEn,
	/** `name`: an option, a variable, or a setting in quotes. `value`: null if it may be a secret. */
	invalidValue: (name: string, value: SafeText | null, expected: string) =>
		value === null
			? `${name} is not valid. Use ${expected}.`
			: `${name} cannot be "${value}". Use ${expected}.`,
	/** `meant`: the most similar known one; null if none is similar. */
	unknownValue: (name: string, value: SafeText, meant: string | null, known: readonly string[]) =>
		`${name} cannot be "${value}". ${meant === null ? `Use one of ${known.join(', ')}.` : `Did you mean ${meant}?`}`,
	noProfiles: 'The config has no profiles. Add one under "profiles", or remove --profile.',
	unknownOption: (option: SafeText, meant: string | null) =>
		`Unknown option ${option}. ${meant === null ? 'See chenyu-top --help.' : `Did you mean ${meant}?`}`,
	noCommand: (word: SafeText, meant: string) =>
		`"${word}" is not a command. Did you mean chenyu-top ${meant}? If it is a run order id, put -- before it.`,
	/** `synopses`: what can be typed. */
	synopsis: (synopses: readonly string[]) => `Usage: ${synopses.join(' or ')}.`,
	twoIds: 'compare takes two different run order ids.',
	ambiguousId: (id: SafeText, candidates: readonly SafeText[], count: number) =>
		`${id} is short for ${count} runs: ${candidates.join(', ')}${count > candidates.length ? ' …' : ''}. Type more of the id.`,
	unknownRun: (id: SafeText) =>
		`No known run has the id "${id}", whole or shortened. Check it in the list (chenyu-top ls).`,
	/** `why`: why the run list could not be read. */
	uncheckedRun: (id: SafeText, why: string) =>
		`"${id}" is not a whole run order id, and the run list that could complete it is not available. ${why}`,
	addressWithoutId:
		'There is no run order id in this address. Use one that contains an id like wfrun_314ff7d8b7a5beff1388, or the id alone.',
	emptyId: 'A run order id is empty. Remove it, or check the variable that it comes from.',
	keyAsOption: (option: SafeText) =>
		`${option} does not exist: the process list would show the key. Put it into CHENYU_API_KEY, or into a file for --api-key-file.`,
	noValue: (option: string, placeholder: string) =>
		`${option} needs a value: ${option} ${placeholder}.`,
	unwantedValue: (option: string) =>
		`${option} takes no value. Remove the = and everything after it.`,
	/** `commands`: those that have the option. */
	otherCommand: (option: string, commands: readonly string[]) =>
		`${option} is not an option of this command, but of ${commands.join(', ')}. Remove it.`,
	together: (option: string, other: string) =>
		`${option} and ${other} cannot be used together. Use one of them.`,
	needs: (option: string, other: string) =>
		`${option} needs ${other}. Add it, or remove ${option}.`,
	/** `why`: the code of the system, like EADDRINUSE. */
	metricsPort: (address: SafeText, why: SafeText) =>
		`--metrics cannot listen on ${address} (${why}). Choose another address or port.`,
	noScreen:
		'--screen needs a terminal for input and output, and a TERM other than dumb. Run it in a terminal, or remove --screen.',
	idsFromKeyboard:
		'"-" reads ids from standard input, which is the keyboard here. Pipe them in, or remove "-" and add the ids on the screen.',
	proxyPassword:
		'--proxy contains a password, which the process list would show. Put the address into HTTPS_PROXY, or into "proxy" in the config.',
};

export type UsageErrorMessages = typeof usageErrorsEn;

export const usageErrorsZh: UsageErrorMessages = {
	expects: expectsZh,
	invalidValue: (name, value, expected) =>
		value === null
			? `${name} 无效。请用${expected}。`
			: `${name} 不能是“${value}”。请用${expected}。`,
	unknownValue: (name, value, meant, known) =>
		`${name} 不能是“${value}”。${meant === null ? `请用 ${known.join('、')} 之一。` : `是否想用 ${meant}？`}`,
	noProfiles: '配置文件中没有账户配置。请在“profiles”中添加，或去掉 --profile。',
	unknownOption: (option, meant) =>
		`未知选项 ${option}。${meant === null ? '请看 chenyu-top --help。' : `是否想用 ${meant}？`}`,
	noCommand: (word, meant) =>
		`没有“${word}”这个命令。是否想用 chenyu-top ${meant}？如果它是运行单号，请在前面加上 --。`,
	synopsis: synopses => `用法：${synopses.join(' 或 ')}。`,
	twoIds: 'compare 需要两个不同的运行单号。',
	ambiguousId: (id, candidates, count) =>
		`${id} 对应 ${count} 次运行：${candidates.join('、')}${count > candidates.length ? '……' : ''}。请多输入几位单号。`,
	unknownRun: id =>
		`已知的运行中没有单号“${id}”，也没有以它开头或结尾的。请在列表中核对（chenyu-top ls）。`,
	uncheckedRun: (id, why) => `“${id}”不是完整的运行单号，而用来补全的运行列表无法获取。${why}`,
	addressWithoutId:
		'此地址中没有运行单号。请用含有 wfrun_314ff7d8b7a5beff1388 这类单号的地址，或只用单号。',
	emptyId: '有一个运行单号是空的。请去掉它，或检查它来自哪个变量。',
	keyAsOption: option =>
		`没有 ${option} 这个选项：写在选项里的密钥会出现在进程列表中。请放入环境变量 CHENYU_API_KEY，或写入文件并用 --api-key-file 指定。`,
	noValue: (option, placeholder) => `${option} 缺少值：${option} ${placeholder}。`,
	unwantedValue: option => `${option} 不带值。请去掉 = 及其后的内容。`,
	otherCommand: (option, commands) =>
		`此命令没有 ${option} 这个选项，它用于 ${commands.join('、')}。请去掉它。`,
	together: (option, other) => `${option} 和 ${other} 不能同时使用。请只用其一。`,
	needs: (option, other) => `${option} 需要 ${other}。请加上，或去掉 ${option}。`,
	metricsPort: (address, why) => `--metrics 无法监听 ${address}（${why}）。请换一个地址或端口。`,
	noScreen: '--screen 要求输入和输出都是终端，且 TERM 不为 dumb。请在终端中运行，或去掉 --screen。',
	idsFromKeyboard:
		'“-”从标准输入读取单号，而这里的标准输入是键盘。请通过管道传入，或去掉“-”，在界面上添加。',
	proxyPassword:
		'--proxy 含有密码，会出现在进程列表中。请把地址放入环境变量 HTTPS_PROXY，或配置中的“proxy”。',
};

/** Texts about the API key. No text contains the key itself. `name`: the option or setting that names the file. */
export const keyEn = {
	missing:
		'There is no API key. Set CHENYU_API_KEY, name a file with --api-key-file, or try --demo, which needs none.',
	unreadable: (name: string, why: SafeText) =>
		`The file of ${name} cannot be read (${why}). Check its name and permissions.`,
	noFile: (name: string) =>
		`The file of ${name} is not a regular file. Name a file with the key, or a pipe like <(pass show key).`,
	/** `source`: `CHENYU_API_KEY`, or the option or setting with the file. */
	invalid: (source: string) =>
		`There is no valid key in ${source}: it is one line of letters, digits and signs, without spaces. Copy it again.`,
	exposed: (name: string, mode: string) =>
		`Other users of this machine can access the file of ${name} (mode ${mode}). Run chmod 600 on it.`,
	elsewhere: (origin: SafeText) =>
		`The key file in the config is for ${origin}, but the base URL is a different one. Name a key file with --api-key-file, or set CHENYU_API_KEY.`,
	notUsed: (profile: SafeText) =>
		`CHENYU_API_KEY is not used: profile ${profile} has its own base URL and key file.`,
};

export const keyZh: typeof keyEn = {
	missing:
		'没有 API 密钥。请设置环境变量 CHENYU_API_KEY，或用 --api-key-file 指定文件，或试用无需密钥的 --demo。',
	unreadable: (name, why) => `无法读取 ${name} 指定的文件（${why}）。请检查文件名和权限。`,
	noFile: name =>
		`${name} 指定的不是普通文件。请指定保存密钥的文件，或 <(pass show key) 这样的管道。`,
	invalid: source => `${source} 中没有有效的密钥：它是一行字母、数字和符号，没有空格。请重新复制。`,
	exposed: (name, mode) =>
		`本机其他用户可以访问 ${name} 指定的文件（权限 ${mode}）。请对它执行 chmod 600。`,
	elsewhere: origin =>
		`配置中的密钥文件用于 ${origin}，而当前接口地址不同。请用 --api-key-file 指定密钥文件，或设置 CHENYU_API_KEY。`,
	notUsed: profile => `未使用 CHENYU_API_KEY：账户配置 ${profile} 有自己的接口地址和密钥文件。`,
};
