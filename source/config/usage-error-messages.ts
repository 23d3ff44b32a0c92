import type {SafeText} from '../core/text/text.ts';

export const usageErrorsEn = {
	unknownOption: (option: SafeText, meant: string | null) =>
		meant === null
			? `Unknown option ${option}. See chenyu-top --help.`
			: `Unknown option ${option}. Did you mean ${meant}?`,
	command: (word: SafeText, meant: string | null) =>
		meant === null
			? `There is no command "${word}". See chenyu-top --help, or put -- before it if it is a run order id.`
			: `"${word}" looks like a command. Did you mean chenyu-top ${meant}? Put -- before it if it is a run order id.`,
	watchCommand: (word: SafeText) =>
		`There is no command "${word}". chenyu-top ID watches a run, chenyu-top alone watches all, chenyu-top ls lists them.`,
	noTopic: (commands: readonly string[]) =>
		`help takes the name of one command: ${commands.join(', ')}.`,
	noShell: (names: readonly string[]) =>
		`completion takes the name of one shell: ${names.join(', ')}.`,
	historyAction: (actions: readonly string[]) =>
		`history takes one word. Use ${actions.map(action => `chenyu-top history ${action}`).join(' or ')}.`,
	ambiguousId: (id: SafeText, candidates: readonly SafeText[], count: number) =>
		`${id} is short for ${count} runs: ${candidates.join(', ')}${count > candidates.length ? ' …' : ''}. Type more of the id.`,
	unknownRun: (id: SafeText) =>
		`No known run has the id "${id}", whole or shortened. Check it in the list (chenyu-top ls).`,
	/** `why`: why the run list could not be read. */
	uncheckedRun: (id: SafeText, why: string) =>
		`"${id}" is not a whole run order id, and the run list that could complete it is not available. ${why}`,
	addressWithoutId:
		'There is no run order id in this address. Use one that contains an id like wfrun_314ff7d8b7a5beff1388, or the id alone.',
	keyAsOption: (option: SafeText) =>
		`${option} does not exist: the process list would show the key. Put it into CHENYU_API_KEY, or into a file for --api-key-file.`,
	noValue: (option: string, placeholder: string) =>
		`${option} needs a value: ${option} ${placeholder}.`,
	unwantedValue: (option: string) =>
		`${option} takes no value. Remove the = and everything after it.`,
	invalidValue: (option: string, value: SafeText, expected: string) =>
		`${option} cannot be "${value}". Use ${expected}.`,
	expects: {
		choice: (choices: readonly string[]) => `one of ${choices.join(', ')}`,
		interval: 'seconds from 0.2 to 86400',
		budget: 'an amount in CNY above 0, like 5, or 20/day',
		command: 'a program and its arguments; docs/NOTIFY.md lists the variables',
		timeout: 'a duration up to 500h, like 90s, 10m or 2h',
		speed: 'a number from 0.1 to 1000, or max',
		since: 'a duration like 24h or 7d, or a date like 2026-05-08',
		limit: 'a whole number from 1 to 10000',
		listen: 'a port, or an address and a port, like 9464 or 0.0.0.0:9464',
	},
	notOfCommand: (option: string, command: string) =>
		`chenyu-top ${command} has no ${option}. Remove it; chenyu-top help ${command.split(' ')[0]} says what there is.`,
	onlyOfCommands: (option: string, commands: readonly string[]) =>
		`${option} is an option of chenyu-top ${new Intl.ListFormat('en').format(commands)}. Put ${commands.length === 1 ? commands[0] : 'one of them'} before it, or remove it.`,
	unknownStatus: (status: SafeText, meant: string | null, known: readonly string[]) =>
		meant === null
			? `No known run has the status "${status}". Use ${known.join(', ')}.`
			: `No known run has the status "${status}". Did you mean ${meant}?`,
	unknownColumn: (column: SafeText, meant: string | null, columns: readonly string[]) =>
		meant === null
			? `There is no column "${column}". Use some of ${columns.join(', ')}, or input.KEY.`
			: `There is no column "${column}". Did you mean ${meant}?`,
	together: (option: string, other: string) =>
		`${option} and ${other} cannot be used together. Use one of them.`,
	twoIds: 'compare takes two different run order ids: chenyu-top compare ID ID.',
	noReportIds:
		'report takes one or more run order ids: chenyu-top report ID -o run.html. Only --replay needs none.',
	speedAlone: '--speed needs a recording. Name one with --replay FILE.',
	replayAndIds: '--replay plays all runs of its file. Remove the ids.',
	replayAndOthers:
		'--replay only plays its file. Remove --record, --download, --on-end, --metrics, --demo and "-", or remove --replay.',
	/** `why`: the code of the system, like EADDRINUSE. */
	metricsPort: (address: SafeText, why: SafeText) =>
		why === 'EADDRINUSE'
			? `--metrics ${address} is in use by another program. Choose another port.`
			: `--metrics cannot listen on ${address} (${why}). Choose another address or port.`,
	noScreen:
		'--screen needs a terminal for input and output, and a TERM other than dumb. Run it in a terminal, or remove --screen.',
	quietScreen: '--quiet is for a watch without a screen. Add --plain or --json, or remove --quiet.',
	untilBudgetAlone: '--until budget needs a budget. Set one with --budget CNY.',
	demoAndBaseUrl:
		'--demo and --base-url cannot be used together: the demo has its own service. Use one of them.',
	emptyFolder: '--download needs the name of a folder. It is created if missing.',
	emptyId: 'A run order id is empty. Remove it, or check the variable that it comes from.',
	idsFromKeyboard:
		'"-" reads ids from standard input, which is the keyboard here. Pipe them in, or remove "-" and add the ids on the screen.',
	idsAndNarrowing: (option: string) =>
		`${option} narrows the search for the account's runs, but with ids there is no search. Remove one of them.`,
};

export type UsageErrorMessages = typeof usageErrorsEn;

export const usageErrorsZh: UsageErrorMessages = {
	unknownOption: (option, meant) =>
		meant === null
			? `未知选项 ${option}。请看 chenyu-top --help。`
			: `未知选项 ${option}。是否想用 ${meant}？`,
	command: (word, meant) =>
		meant === null
			? `没有“${word}”这个命令。请看 chenyu-top --help；如果它是运行单号，请在前面加上 --。`
			: `“${word}”像是命令。是否想用 chenyu-top ${meant}？如果它是运行单号，请在前面加上 --。`,
	watchCommand: word =>
		`没有“${word}”这个命令。chenyu-top ID 监控一个运行，不带单号则监控全部，chenyu-top ls 列出运行。`,
	noTopic: commands => `help 后面是一个命令的名称：${commands.join('、')}。`,
	noShell: names => `completion 后面是一种 shell 的名称：${names.join('、')}。`,
	historyAction: actions =>
		`history 后面要有一个词。请用 ${actions.map(action => `chenyu-top history ${action}`).join(' 或 ')}。`,
	ambiguousId: (id, candidates, count) =>
		`${id} 对应 ${count} 个运行：${candidates.join('、')}${count > candidates.length ? '……' : ''}。请多输入几位单号。`,
	unknownRun: id =>
		`已知的运行中没有单号“${id}”，也没有以它开头或结尾的。请在列表中核对（chenyu-top ls）。`,
	uncheckedRun: (id, why) => `“${id}”不是完整的运行单号，而用来补全的运行列表无法获取。${why}`,
	addressWithoutId:
		'此地址中没有运行单号。请用含有 wfrun_314ff7d8b7a5beff1388 这类单号的地址，或只用单号。',
	keyAsOption: option =>
		`没有 ${option} 这个选项：写在选项里的密钥会出现在进程列表中。请放入环境变量 CHENYU_API_KEY，或写入文件并用 --api-key-file 指定。`,
	noValue: (option, placeholder) => `${option} 缺少值：${option} ${placeholder}。`,
	unwantedValue: option => `${option} 不带值。请去掉 = 及其后的内容。`,
	invalidValue: (option, value, expected) => `${option} 不能是“${value}”。请用${expected}。`,
	expects: {
		choice: choices => ` ${choices.join('、')} 之一`,
		interval: ' 0.2 到 86400 之间的秒数',
		budget: '大于 0 的人民币金额，例如 5，或 20/day（每天）',
		command: '程序及其参数；docs/NOTIFY.md 列出了可用的变量',
		timeout: '不超过 500h 的时长，例如 90s、10m 或 2h',
		speed: ' 0.1 到 1000 之间的数，或 max',
		since: ' 24h、7d 这样的时长，或 2026-05-08 这样的日期',
		limit: ' 1 到 10000 之间的整数',
		listen: '端口，或地址加端口，例如 9464 或 0.0.0.0:9464',
	},
	notOfCommand: (option, command) =>
		`chenyu-top ${command} 没有 ${option} 这个选项。请去掉它；可用的选项见 chenyu-top help ${command.split(' ')[0]}。`,
	onlyOfCommands: (option, commands) =>
		`${option} 是 chenyu-top ${commands.join('、')} 的选项。请在它前面加上${commands.length === 1 ? ` ${commands[0]}` : '其中一个'}，或去掉它。`,
	unknownStatus: (status, meant, known) =>
		meant === null
			? `已知的运行中没有状态“${status}”。可用 ${known.join('、')}。`
			: `已知的运行中没有状态“${status}”。是否想用 ${meant}？`,
	unknownColumn: (column, meant, columns) =>
		meant === null
			? `没有“${column}”这一列。可用的列：${columns.join('、')}、input.KEY。`
			: `没有“${column}”这一列。是否想用 ${meant}？`,
	together: (option, other) => `${option} 和 ${other} 不能同时使用。请只用其一。`,
	twoIds: 'compare 后面要有两个不同的运行单号：chenyu-top compare ID ID。',
	noReportIds:
		'report 后面要有一个或多个运行单号：chenyu-top report 单号 -o run.html。只有用 --replay 时可以没有。',
	speedAlone: '--speed 用于回放。请用 --replay FILE 指定录制文件。',
	replayAndIds: '--replay 回放文件中的全部运行。请去掉单号。',
	replayAndOthers:
		'--replay 只回放指定的文件。请去掉 --record、--download、--on-end、--metrics、--demo 和“-”，或去掉 --replay。',
	metricsPort: (address, why) =>
		why === 'EADDRINUSE'
			? `--metrics ${address} 已被其他程序占用。请换一个端口。`
			: `--metrics 无法监听 ${address}（${why}）。请换一个地址或端口。`,
	noScreen: '--screen 要求输入和输出都是终端，且 TERM 不为 dumb。请在终端中运行，或去掉 --screen。',
	quietScreen: '--quiet 用于没有界面的监控。请加上 --plain 或 --json，或去掉 --quiet。',
	untilBudgetAlone: '--until budget 需要预算。请用 --budget CNY 设置。',
	demoAndBaseUrl: '--demo 和 --base-url 不能同时使用：演示自带服务。请只用其一。',
	emptyFolder: '--download 需要文件夹的名称。如果不存在，会自动创建。',
	emptyId: '有一个运行单号是空的。请去掉它，或检查它来自哪个变量。',
	idsFromKeyboard:
		'“-”从标准输入读取单号，而这里的标准输入是键盘。请通过管道传入，或去掉“-”，在界面上添加。',
	idsAndNarrowing: option =>
		`${option} 用于缩小查找账户运行的范围，给出单号时不会查找。请去掉其中之一。`,
};

/** Texts about the API key. No text contains the key itself. */
export const keyEn = {
	missing:
		'There is no API key. Set CHENYU_API_KEY, name a file with --api-key-file, or try --demo, which needs none.',
	unreadable: (name: string, why: SafeText) =>
		`The file of ${name} cannot be read (${why}). Check its name and permissions.`,
	empty: (name: string) => `The file of ${name} is empty. Write the key on its first line.`,
	huge: (name: string) =>
		`The file of ${name} is too large to be a key. Write only the key into it.`,
	noFile: (name: string) =>
		`The file of ${name} is not a regular file. Name a file with the key, or a pipe like <(pass show key).`,
	malformed: (source: string) =>
		`The key in ${source} contains a space, a line break or another invalid character. Copy it again.`,
	keyFile: (name: string) => `the file of ${name}`,
	exposed: (name: string, mode: string) =>
		`Other users of this machine can access the file of ${name} (mode ${mode}). Run chmod 600 on it.`,
};

export const keyZh: typeof keyEn = {
	missing:
		'没有 API 密钥。请设置环境变量 CHENYU_API_KEY，或用 --api-key-file 指定文件，或试用无需密钥的 --demo。',
	unreadable: (name, why) => `无法读取 ${name} 指定的文件（${why}）。请检查文件名和权限。`,
	empty: name => `${name} 指定的文件是空的。请把密钥写在第一行。`,
	huge: name => `${name} 指定的文件过大，不会是密钥。请只写入密钥。`,
	noFile: name =>
		`${name} 指定的不是普通文件。请指定保存密钥的文件，或 <(pass show key) 这样的管道。`,
	malformed: source => `${source} 中的密钥含有空格、换行或其他无效字符。请重新复制。`,
	keyFile: name => `${name} 指定的文件`,
	exposed: (name, mode) =>
		`本机其他用户可以访问 ${name} 指定的文件（权限 ${mode}）。请对它执行 chmod 600。`,
};

/** What is wrong with an address. */
export const addressesEn = {
	/** `source`: the option or variable with the URL. The URL is not quoted: it can contain a password or a token. */
	wrongBaseUrl: {
		'not-a-url': (source: string) => `${source} is not a URL. Use one like https://www.chenyu.cn.`,
		scheme: (source: string) => `${source} is neither https nor http. Use a URL with https.`,
		'plain-http': (source: string) =>
			`${source} is http to another machine, which would expose the key to the network. Use https; http is allowed for loopback addresses only, like http://127.0.0.1:8080.`,
		'user-info': (source: string) =>
			`${source} contains a user name or a password. Remove them; the key comes from CHENYU_API_KEY.`,
		query: (source: string) =>
			`${source} has a query or a fragment. Remove everything from the ? or # on.`,
	},
	/** `source`: the option, variable or setting with the proxy. The value is not quoted: it can contain a password. */
	proxyErrors: {
		'not-a-proxy': (source: string) =>
			`${source} is not the address of an HTTP proxy. Use one like http://127.0.0.1:7890; in a user name or password, write special characters as %XX.`,
		socks: (source: string) =>
			`${source} is a SOCKS proxy, which chenyu-top does not support. Set HTTPS_PROXY or --proxy to an HTTP proxy (many programs offer one on the same port: http:// in place of socks5://), or connect directly with --proxy none.`,
		password:
			'--proxy contains a password, which the process list would show. Put the address into HTTPS_PROXY, or into "proxy" in the config.',
		exposed: (path: SafeText, mode: string) =>
			`Other users of this machine can read the password of the proxy in ${path} (mode ${mode}). Run chmod 600 on it.`,
	},
};

export const addressesZh: typeof addressesEn = {
	wrongBaseUrl: {
		'not-a-url': source => `${source} 不是网址。请用 https://www.chenyu.cn 这样的网址。`,
		scheme: source => `${source} 既不是 https 也不是 http。请用 https 网址。`,
		'plain-http': source =>
			`${source} 是指向其他机器的 http 地址，密钥会暴露在网络上。请用 https；http 只能指向本机，例如 http://127.0.0.1:8080。`,
		'user-info': source =>
			`${source} 含有用户名或密码。请去掉它们；密钥取自环境变量 CHENYU_API_KEY。`,
		query: source => `${source} 含有查询参数或片段。请去掉 ? 或 # 及其后的内容。`,
	},
	proxyErrors: {
		'not-a-proxy': source =>
			`${source} 不是 HTTP 代理的地址。请用 http://127.0.0.1:7890 这样的地址；用户名和密码中的特殊字符写成 %XX。`,
		socks: source =>
			`${source} 是 SOCKS 代理，chenyu-top 不支持。请把 HTTPS_PROXY 或 --proxy 设为 HTTP 代理（许多代理软件在同一端口提供：把 socks5:// 换成 http://），或用 --proxy none 直接连接。`,
		password:
			'--proxy 含有密码，会出现在进程列表中。请把地址放入环境变量 HTTPS_PROXY，或配置中的“proxy”。',
		exposed: (path, mode) =>
			`本机其他用户可以读取 ${path} 中代理的密码（权限 ${mode}）。请对它执行 chmod 600。`,
	},
};
