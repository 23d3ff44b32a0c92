import type {SafeText} from '../core/text/text.ts';
import {keyEn, keyZh} from '../i18n/key.ts';
import type {Language} from '../i18n/language.ts';
import {wrongUsageEn, wrongUsageZh} from './wrong-usage-messages.ts';

/** What is said before the program runs: the help text, and what is wrong with a command line, its environment or the key. */
export const usageEn = {
	headline: 'Watches workflow runs on the Chenyu cloud: queue, progress, log, outputs, cost.',
	synopsis: 'chenyu-top [run-order-id…] [options]',
	/** What stands for an id where one is to be typed. */
	idPlaceholder: 'run-order-id',
	/** Below the synopsis: what an id may be besides an id. */
	/** Below that: what may stand there instead of ids. */
	subcommands: '"config", "doctor" or "help" there: settings in force, checks, this text.',
	/** What `help COMMAND` prints, without a line end at its end. No line is wider than 80 cells. */
	commandHelp: {
		config: [
			'chenyu-top config [--json] [options]',
			'',
			'Shows where the config file is and, for every setting, the value in force and',
			'where it comes from: an option, the environment, a profile, the config file or',
			'the default. --json prints one JSON object, the same in every language.',
			'',
			'chenyu-top --help lists the options.',
		].join('\n'),
		doctor: [
			'chenyu-top doctor [--json] [options]',
			'',
			'Checks the config, the key, the connection to the API, clock, certificates,',
			'proxy, terminal, locale and folders, and says how to fix what is wrong.',
			'--json prints one JSON object. Exit code 1 if a check failed, else 0.',
			'',
			'chenyu-top --help lists the options.',
		].join('\n'),
	},
	idsFromInput: '"-" in the place of an id: ids are read from standard input, one a line.',
	/** Stands behind what an option does: the values that it takes, and the one that holds when none is given. */
	choices: (choices: readonly string[]) => choices.join(', '),
	byDefault: (value: string) => `default ${value}`,
	details: (details: readonly string[]) => ` (${details.join('; ')})`,
	groups: {
		watch: 'Watching',
		service: 'The API',
		headless: 'Without a screen',
		looks: 'Looks and language',
		about: 'About',
	},
	options: {
		workflow: 'look only for runs of this workflow',
		status: 'look only for runs with this status',
		interval: 'pause between two polls of a running run',
		timeout: 'give up after it, like 90s or 10m',
		screen: 'show the screen also where CI is set',
		exitWhenDone: 'close the screen when every run is final',
		budget: 'warn when this session costs more',
		demo: 'watch simulated runs; no key and no network',
		download: 'save every output there as its run ends',
		record: 'keep every answer of the API, without the key',
		replay: 'play a recording; no key and no network',
		speed: 'play it faster, or max',
		baseUrl: 'where the API is',
		apiKeyFile: 'file with the key',
		profile: 'a named set of settings in the config file',
		concurrency: 'requests in flight at once',
		json: 'one JSON event a line',
		plain: 'one line an event; also where there is no terminal',
		once: 'ask every run once, report, leave',
		allowEmpty: 'no run found is a success, else exit code 3',
		until: 'when to stop',
		lang: 'language, else that of the locale',
		theme: 'colours',
		noColor: 'no colours; NO_COLOR does the same',
		ascii: 'draw with ASCII characters only',
		calm: 'move little: no bell, no bar, time in steps of 5 s',
		mouse: 'take clicks and the wheel; :mouse does the same',
		noTitle: 'leave the window title alone',
		noProgress: "no bar in the terminal's tab or task bar",
		noNotify: 'no notification when a run ends',
		noBell: 'no bell where there are no notifications',
		version: 'print the version',
		help: 'print this',
	},
	environmentTitle: 'Environment',
	environment: {
		CHENYU_API_KEY: 'the key; it goes before --api-key-file',
		CHENYU_BASE_URL: 'used where --base-url is not given',
		'NO_COLOR, FORCE_COLOR': 'no colours, colours; FORCE_COLOR goes first',
		'TERM, CI': 'no screen if TERM is dumb, or CI is set (see --screen)',
		'LC_ALL, LANG': 'the language where --lang is not given',
		NODE_EXTRA_CA_CERTS: 'PEM file of more authorities for certificates',
		SSL_CERT_FILE: "PEM file in place of the system's authorities",
		INK_SCREEN_READER: 'true: lines to listen to instead of a screen',
	},
	exitCodesTitle: 'Exit codes',
	exitCodes: {
		'0': 'every run succeeded, or the screen was left by quit',
		'1': 'a run failed or was canceled',
		'2': 'wrong usage',
		'3': 'gave up: no key, denied, timeout, no run, not written',
		'129, 130, 131, 143': 'ended by SIGHUP, SIGINT, SIGQUIT, SIGTERM',
	},
	wrong: wrongUsageEn,
	stdoutFailed: (why: SafeText) =>
		`Standard output could not be written (${why}), so it is incomplete. Check the free space and the size limit of the file that it goes to.`,
	bug: 'This is a bug of chenyu-top; please report it with the lines below. No run was harmed: it only reads.',
	/** Why a base URL is refused. None of these repeats it: a password or a token may be in it. */
	wrongBaseUrl: {
		'not-a-url': (source: string) => `${source} is not a URL. Use one like https://www.chenyu.cn.`,
		scheme: (source: string) => `${source} is neither https nor http. Use a URL with https.`,
		'plain-http': (source: string) =>
			`${source} is http to another machine, which would show the key to the network. Use https; http works to a loopback address only, like http://127.0.0.1:8080.`,
		'user-info': (source: string) =>
			`${source} holds a user name or a password. Leave them out; the key comes from CHENYU_API_KEY.`,
		query: (source: string) =>
			`${source} has a query or a fragment. Leave out what comes after the ? or #.`,
	},
	key: keyEn,
};

export const usageZh: typeof usageEn = {
	headline: '在终端中监视晨羽智云的工作流运行：排队、进度、日志、输出和费用。',
	synopsis: 'chenyu-top [运行单号…] [选项]',
	idPlaceholder: '运行单号',
	subcommands: '“config”、“doctor”或“help”代替单号：显示设置、检查环境或显示帮助。',
	commandHelp: {
		config: [
			'chenyu-top config [--json] [选项]',
			'',
			'显示配置文件的位置，以及每项设置当前的值及其来源：选项、环境变量、账户配置、',
			'配置文件或默认值。--json 输出一个 JSON 对象，各语言下内容相同。',
			'',
			'所有选项见 chenyu-top --help。',
		].join('\n'),
		doctor: [
			'chenyu-top doctor [--json] [选项]',
			'',
			'检查配置、密钥、与接口的连接、时钟、证书、代理、终端、语言和文件夹，',
			'并说明如何解决问题。--json 输出一个 JSON 对象。',
			'有检查失败时退出码为 1，否则为 0。',
			'',
			'所有选项见 chenyu-top --help。',
		].join('\n'),
	},
	idsFromInput: '用“-”代替单号时，从标准输入读取单号，每行一个。',
	choices: choices => choices.join('、'),
	byDefault: value => `默认 ${value}`,
	details: details => `（${details.join('；')}）`,
	groups: {
		watch: '监视',
		service: '接口',
		headless: '无界面',
		looks: '外观和语言',
		about: '关于',
	},
	options: {
		workflow: '只查找此工作流的运行',
		status: '只查找此状态的运行',
		interval: '运行中每两次查询之间的秒数',
		timeout: '超过此时长就放弃，例如 90s 或 10m',
		screen: '设置了 CI 时也显示界面',
		exitWhenDone: '全部运行结束后自动关闭界面',
		budget: '本次会话花费超过此数时提醒',
		demo: '监视模拟的运行；无需密钥和网络',
		download: '运行结束时把每个输出保存到此文件夹',
		record: '保存接口的每个应答，不含密钥',
		replay: '回放录制的内容；无需密钥和网络',
		speed: '回放速度，或 max',
		baseUrl: '接口地址',
		apiKeyFile: '保存密钥的文件',
		profile: '配置文件中的一组设置',
		concurrency: '同时进行的请求数',
		json: '每行一个 JSON 事件',
		plain: '每行一个事件；没有终端时也是如此',
		once: '每个运行只查询一次，报告后退出',
		allowEmpty: '没有找到运行也算成功，否则退出码为 3',
		until: '何时结束监视',
		lang: '语言，否则取自系统',
		theme: '配色',
		noColor: '不用颜色；与 NO_COLOR 相同',
		ascii: '只用 ASCII 字符绘制',
		calm: '少动：不响铃、不显示进度条，每 5 秒更新时间',
		mouse: '使用鼠标点击和滚轮；与 :mouse 相同',
		noTitle: '不更改窗口标题',
		noProgress: '不在终端标签或任务栏显示进度',
		noNotify: '运行结束时不通知',
		noBell: '无法通知时也不响铃',
		version: '显示版本',
		help: '显示本帮助',
	},
	environmentTitle: '环境变量',
	environment: {
		CHENYU_API_KEY: '密钥；优先于 --api-key-file',
		CHENYU_BASE_URL: '未给出 --base-url 时使用',
		'NO_COLOR, FORCE_COLOR': '不用颜色、强制颜色；后者优先',
		'TERM, CI': 'TERM 为 dumb，或设置了 CI 且没有 --screen 时没有界面',
		'LC_ALL, LANG': '未给出 --lang 时决定语言',
		NODE_EXTRA_CA_CERTS: '额外的证书颁发机构（PEM 文件）',
		SSL_CERT_FILE: '代替系统的证书颁发机构（PEM 文件）',
		INK_SCREEN_READER: '设为 true 时逐行朗读，不绘制界面',
	},
	exitCodesTitle: '退出码',
	exitCodes: {
		'0': '全部运行成功，或用退出命令离开界面',
		'1': '有运行失败或被取消',
		'2': '用法错误',
		'3': '放弃：没有密钥或被拒绝、超时、没有运行、未能写入',
		'129, 130, 131, 143': '被 SIGHUP、SIGINT、SIGQUIT、SIGTERM 结束',
	},
	wrong: wrongUsageZh,
	stdoutFailed: why =>
		`无法写入标准输出（${why}），内容不完整。请检查目标文件所在磁盘的剩余空间和文件大小限制。`,
	bug: '这是 chenyu-top 的程序错误，请附上以下内容反馈。它只读取数据，运行不受影响。',
	wrongBaseUrl: {
		'not-a-url': source => `${source} 不是网址。请用 https://www.chenyu.cn 这样的网址。`,
		scheme: source => `${source} 既不是 https 也不是 http。请用 https 网址。`,
		'plain-http': source =>
			`${source} 是指向其他机器的 http 地址，密钥会暴露在网络上。请用 https；http 只能指向本机，例如 http://127.0.0.1:8080。`,
		'user-info': source =>
			`${source} 含有用户名或密码。请去掉它们；密钥取自环境变量 CHENYU_API_KEY。`,
		query: source => `${source} 含有查询参数或片段。请去掉 ? 或 # 之后的内容。`,
	},
	key: keyZh,
};

/** These sentences alone: the help is shown before any other is loaded. */
export function usageFor(language: Language): typeof usageEn {
	return language === 'zh' ? usageZh : usageEn;
}
