import {channelKinds, notifyEvents} from '../core/notify.ts';
import type {SafeText} from '../core/text/text.ts';
import {columnNames} from '../features/runs/columns.ts';

export const configEn = {
	/** `place`: the file, and where in it the mistake is. */
	place: (place: string, sentence: string) => `${place}: ${sentence}`,
	unreadable: (path: SafeText, why: SafeText) =>
		`The config ${path} cannot be read (${why}). Check its permissions, or move it away.`,
	huge: (path: SafeText) =>
		`The config ${path} is too large. Move it away and write a smaller one.`,
	noFile: (path: SafeText) =>
		`The config ${path} is not a regular file. Move it away and write a file in its place.`,
	noJson: 'This is not JSON. Check the commas, quotes and brackets here and just before.',
	noObject: 'The config is not a JSON object. Put its settings between { and }.',
	twice: (name: SafeText) => `"${name}" is set twice. Remove one of them.`,
	unknown: (name: SafeText, meant: string | null) =>
		meant === null
			? `There is no setting "${name}". Remove it; chenyu-top config lists all settings.`
			: `There is no setting "${name}". Did you mean "${meant}"?`,
	keyInside:
		'The config must not contain the key, since configs are often shown and shared. Put the key into a separate file with mode 600 and name that file with "apiKeyFile".',
	invalidValue: (name: string, value: SafeText | null, expected: string) =>
		value === null
			? `"${name}" is invalid. Use ${expected}.`
			: `"${name}" cannot be ${value}. Use ${expected}.`,
	expects: {
		baseUrl: 'a URL in quotes, like "https://www.chenyu.cn"',
		apiKeyFile: 'the path of a file in quotes, like "~/.config/chenyu-top/key"',
		proxy: 'the address of an HTTP proxy in quotes, like "http://127.0.0.1:7890", or "none"',
		interval: 'a number of seconds from 0.2 to 86400',
		concurrency: 'a whole number from 1 to 32',
		lang: '"zh" or "en"',
		theme: 'the name of a theme in quotes; chenyu-top --help lists them',
		budget: 'an amount in CNY from 0.01 without quotes, or "20/day"',
		lowBalance: 'an amount in CNY from 0.01, without quotes',
		downloadFolder: 'the path of a folder in quotes, like "~/Downloads"',
		downloadName:
			'a path below the folder for outputs, in quotes, with {date}, {time}, {title}, {id}, {label}, {key}, {index}, {ext}, {name}, {workflow} and {input.KEY}, like "{date}/{title}-{input.seed}-{key}.{ext}"',
		columns: `a list of columns, like ["state", "id", "title", "input.seed"]; the columns are ${columnNames.join(', ')}`,
		days: 'a whole number from 1 to 36500, without quotes',
		megabytes: 'a whole number from 10 to 1000000, without quotes',
		filter: 'a filter like "is:stalled or status:failed"; docs/RUNS.md lists the terms',
		sort: 'the name of a sort order, like "created" or "-created"; :sort lists them',
		switch: 'true or false',
	},
	/** Descriptions of settings in the published JSON schema, which editors show. */
	schema: {
		$schema: 'location of this schema, for editors',
		keys: 'keys of commands; docs/KEYS.md lists the commands and their default keys',
		commands:
			'commands of your own: a program with arguments for the selected run or the marked ones, without a shell and without the API key; docs/CONFIGURATION.md',
		profiles: 'named sets of settings, chosen with --profile or :profile',
		history: 'how much the history keeps; the oldest runs are removed first',
		views: 'named filters, sort orders and columns of the run list, for :view',
		days: 'how many days runs are kept',
		megabytes: 'the largest size of the file, in MB',
		concurrency: 'most requests in flight at once',
		lowBalance: "warn when the account's balance is lower",
		ascii: 'draw with ASCII characters only',
		calm: 'less motion: no bell, no bar, time in steps of 5 s',
		color: 'whether to use colours',
		title: 'whether the window title shows the state of the runs',
		progress: "whether to use the terminal's own progress bar",
		notify: 'whether to show a notification when a run ends and the window has no focus',
		bell: 'whether to ring the bell where there are no notifications',
		downloadFolder: 'folder for outputs saved from the screen; else the current folder',
		columns: 'columns of the run list; docs/CONFIGURATION.md',
		downloadName:
			'names of saved outputs, like "{date}/{title}-{input.seed}-{key}.{ext}"; docs/OUTPUTS.md',
		downloadRunJson:
			'whether to save run.json beside the outputs of a run: inputs, cost, times and nodes',
		hooks: 'programs that run when something happens; docs/NOTIFY.md',
		channels:
			'chat groups and servers that get messages; the file must have mode 600; docs/NOTIFY.md',
	},
	notify: {
		exposed: (path: SafeText, mode: string) =>
			`Other users can read this file (mode ${mode}), and the addresses of channels are secrets. Run chmod 600 ${path}.`,
		writable: (path: SafeText) =>
			`Other users can change ${path}, and "hooks" runs programs as you. Run chmod go-w ${path}.`,
		unsigned:
			'The messages of a channel of kind wecom are not signed: the key is in its address. Remove "secret".',
	},
	/** How the settings that have parts are written. */
	forms: {
		hooks: `"hooks" has a program and its arguments for each event. Write it like {"failed": ["notify-send", "$CHENYU_RUN_TITLE"]}; the events are ${notifyEvents.join(', ')}.`,
		channels: `A channel is written like {"kind": "feishu", "url": "https://…", "secret": "…", "on": ["failed", "allDone"]}. The kinds are ${channelKinds.join(', ')}, the events ${notifyEvents.join(', ')}; the address has https, or http on this machine, and no user name.`,
		keys: 'Keys are lists of strings, like ["f7", "ctrl+t"]; a command with directions has a list for each direction, like [["n"], ["N"]].',
		commands:
			'A command of your own is written like {"name": "resubmit", "key": "f7", "pane": "runs", "command": ["resubmit", "$CHENYU_RUN_ID"], "confirm": true}; the pane is everywhere, runs, log or outputs.',
		views:
			'"views" is a list of views with names. Write it like [{"name": "today", "filter": "created:<24h", "sort": "-created"}].',
	},
	unknownVariable: (name: SafeText, known: readonly string[]) =>
		`There is no variable ${name}. Use ${known.join(', ')}.`,
	wrongPart: (name: SafeText) =>
		`"${name}" is not an object. Write it as {…}, with the same settings as at the top level.`,
	reservedProfile: (name: string) =>
		`A profile cannot be called "${name}", which stands for the settings outside of all profiles. Use another name.`,
	unknownCommand: (name: SafeText, meant: string | null) =>
		meant === null
			? `There is no command "${name}". docs/KEYS.md lists all commands.`
			: `There is no command "${name}". Did you mean "${meant}"?`,
	fixedCommand: (name: SafeText) =>
		`The keys of "${name}" are fixed, so that there is always a way out. Remove it.`,
	directions: (name: SafeText, count: number) =>
		count === 1
			? `"${name}" takes one list of keys. Write it like ["f7", "ctrl+t"].`
			: `"${name}" has ${count} directions. Give it ${count} lists of keys, like [["n"], ["N"]].`,
	noKey: (key: SafeText) =>
		`"${key}" is not a key. Use a character, like "é", or a name like "f7", "ctrl+t", "space", "up" or "pagedown".`,
	taken: (key: SafeText, command: SafeText, by: string) =>
		`"${key}" cannot be bound to "${command}": it is bound to "${by}" there. Use another key, or bind "${by}" to another key too.`,
	unknownProfile: (name: SafeText, path: SafeText | null, profiles: readonly string[]) =>
		profiles.length === 0
			? `There is no profile "${name}": the config ${path ?? ''} defines none. Add one under "profiles".`
			: `There is no profile "${name}". Use one of ${profiles.join(', ')}.`,
	keyElsewhere: (origin: SafeText) =>
		`The key file in the config is for ${origin}, but the base URL is a different one. Name a key file with --api-key-file, or set CHENYU_API_KEY.`,
	keyNotUsed: (profile: SafeText) =>
		`CHENYU_API_KEY is not used: profile ${profile} has its own base URL and key file.`,
	idsWithSubcommand: (subcommand: string) =>
		`chenyu-top ${subcommand} takes no run order ids. Remove the ids and other words that are not options.`,
	report: {
		file: 'config file',
		absent: ' (does not exist yet)',
		noHome: 'HOME is not set',
		profile: 'profile',
		profiles: 'profiles',
		none: 'none',
		setting: 'setting',
		value: 'value',
		from: 'from',
		key: 'key',
		keySet: 'set',
		keyMissing: 'missing',
		usual: 'default',
		locale: 'the locale',
		profileOf: (profile: SafeText) => `profile ${profile}`,
		keysOf: (command: string) => `keys of ${command}`,
	},
};

export const configZh: typeof configEn = {
	place: (place, sentence) => `${place}：${sentence}`,
	unreadable: (path, why) => `无法读取配置文件 ${path}（${why}）。请检查其权限，或移走它。`,
	huge: path => `配置文件 ${path} 过大。请移走它，另写一个较小的。`,
	noFile: path => `配置文件 ${path} 不是普通文件。请移走它，并在原处另写一个文件。`,
	noJson: '这不是 JSON。请检查此处及之前的逗号、引号和括号。',
	noObject: '配置不是 JSON 对象。请把各项设置写在 { 和 } 之间。',
	twice: name => `“${name}”重复设置。请去掉其中之一。`,
	unknown: (name, meant) =>
		meant === null
			? `没有“${name}”这项设置。请去掉它；chenyu-top config 会列出所有设置。`
			: `没有“${name}”这项设置。是否想用“${meant}”？`,
	keyInside:
		'配置常被展示和分享，不能写入密钥。请把密钥写入权限为 600 的单独文件，再用“apiKeyFile”指定该文件。',
	invalidValue: (name, value, expected) =>
		value === null
			? `“${name}”无效。请用${expected}。`
			: `“${name}”不能是 ${value}。请用${expected}。`,
	expects: {
		baseUrl: '带引号的网址，例如 "https://www.chenyu.cn"',
		apiKeyFile: '带引号的文件路径，例如 "~/.config/chenyu-top/key"',
		proxy: '带引号的 HTTP 代理地址，例如 "http://127.0.0.1:7890"，或 "none"',
		interval: ' 0.2 到 86400 之间的秒数',
		concurrency: ' 1 到 32 之间的整数',
		lang: ' "zh" 或 "en"',
		theme: '带引号的配色名称；chenyu-top --help 会列出',
		budget: '不小于 0.01 的人民币金额，不带引号，或 "20/day"（每天）',
		lowBalance: '不小于 0.01 的人民币金额，不带引号',
		downloadFolder: '带引号的文件夹路径，例如 "~/Downloads"',
		columns: `列名的列表，如 ["state", "id", "title", "input.seed"]；可用 ${columnNames.join('、')}`,
		downloadName:
			'带引号的路径，位于输出文件夹之下，可含 {date}、{time}、{title}、{id}、{label}、{key}、{index}、{ext}、{name}、{workflow}（工作流 ID）和 {input.KEY}，例如 "{date}/{title}-{input.seed}-{key}.{ext}"',
		days: ' 1 到 36500 之间的整数，不带引号',
		megabytes: ' 10 到 1000000 之间的整数，不带引号',
		filter: '筛选条件，例如 "is:stalled or status:failed"；docs/RUNS.md 列出了所有条件',
		sort: '排序的名称，例如 "created" 或 "-created"；:sort 会列出',
		switch: ' true 或 false',
	},
	schema: {
		$schema: '此 schema 的位置，供编辑器使用',
		keys: '命令的按键；docs/KEYS.md 列出了所有命令及其默认按键',
		commands:
			'自定义命令：对选中或已标记的运行执行程序及参数，不经过 shell，也不带 API 密钥；见 docs/CONFIGURATION.md',
		profiles: '若干组命名的设置，用 --profile 或 :profile 选择',
		history: '历史保留多少；先删除最早的运行',
		views: '运行列表的命名筛选、排序和列，用 :view 选择',
		days: '运行保留多少天',
		megabytes: '文件大小的上限，单位 MB',
		concurrency: '同时进行的请求数上限',
		lowBalance: '账户余额低于此数时提醒',
		ascii: '只用 ASCII 字符绘制',
		calm: '减少动态：不响铃、不显示进度条，每 5 秒更新时间',
		color: '是否使用颜色',
		title: '窗口标题是否显示运行状况',
		progress: '是否使用终端自带的进度条',
		notify: '运行结束且窗口没有焦点时是否通知',
		bell: '没有通知功能时是否响铃',
		downloadFolder: '从界面保存输出的文件夹；未设置时为当前文件夹',
		columns: '运行列表的列；见 docs/CONFIGURATION.md',
		downloadName:
			'保存输出时的文件名，例如 "{date}/{title}-{input.seed}-{key}.{ext}"；见 docs/OUTPUTS.md',
		downloadRunJson: '是否在运行的输出旁边保存 run.json：输入、费用、时间和节点',
		hooks: '事件发生时运行的程序；见 docs/NOTIFY.md',
		channels: '接收消息的群和服务器；文件权限须为 600；见 docs/NOTIFY.md',
	},
	notify: {
		exposed: (path, mode) =>
			`其他用户可以读取此文件（权限 ${mode}），而渠道的地址是机密。请运行 chmod 600 ${path}。`,
		writable: path =>
			`其他用户可以修改 ${path}，而“hooks”会以您的身份运行程序。请运行 chmod go-w ${path}。`,
		unsigned: 'wecom 渠道的消息不签名：密钥就在地址里。请删除“secret”。',
	},
	forms: {
		hooks: `“hooks”为每个事件指定程序及其参数，例如 {"failed": ["notify-send", "$CHENYU_RUN_TITLE"]}；事件有 ${notifyEvents.join('、')}。`,
		channels: `消息渠道的写法例如 {"kind": "feishu", "url": "https://…", "secret": "…", "on": ["failed", "allDone"]}。种类有 ${channelKinds.join('、')}，事件有 ${notifyEvents.join('、')}；地址须为 https（本机可用 http），不含用户名。`,
		keys: '按键是字符串列表，例如 ["f7", "ctrl+t"]；有多个方向的命令，每个方向一个列表，例如 [["n"], ["N"]]。',
		commands:
			'自定义命令写成 {"name": "resubmit", "key": "f7", "pane": "runs", "command": ["resubmit", "$CHENYU_RUN_ID"], "confirm": true}；窗格（pane）为 everywhere（全部）、runs（运行）、log（日志）或 outputs（输出）。',
		views:
			'“views”是一个列表，其中每个视图都有名称，也可有筛选和排序。请写成 [{"name": "today", "filter": "created:<24h", "sort": "-created"}] 这样。',
	},
	unknownVariable: (name, known) => `没有变量 ${name}。请用 ${known.join('、')}。`,
	wrongPart: name => `“${name}”不是对象。请写成 {…}，其中的设置与顶层相同。`,
	reservedProfile: name => `账户配置不能叫“${name}”，它代表所有账户配置之外的设置。请换个名称。`,
	unknownCommand: (name, meant) =>
		meant === null
			? `没有“${name}”这个命令。docs/KEYS.md 列出了所有命令。`
			: `没有“${name}”这个命令。是否想用“${meant}”？`,
	fixedCommand: name => `“${name}”的按键是固定的，以便总能离开。请去掉它。`,
	directions: (name, count) =>
		count === 1
			? `“${name}”只有一个按键列表。请写成 ["f7", "ctrl+t"] 这样。`
			: `“${name}”有 ${count} 个方向。请给出 ${count} 个按键列表，例如 [["n"], ["N"]]。`,
	noKey: key =>
		`“${key}”不是按键。请用一个字符，例如 "é"，或 "f7"、"ctrl+t"、"space"、"up"、"pagedown" 这样的名称。`,
	taken: (key, command, by) =>
		`“${key}”不能绑定到“${command}”：它在那里已绑定到“${by}”。请换用其他按键，或给“${by}”也换一个。`,
	unknownProfile: (name, path, profiles) =>
		profiles.length === 0
			? `没有“${name}”这个账户配置：配置文件 ${path ?? ''} 中没有任何账户配置。请在“profiles”下添加。`
			: `没有“${name}”这个账户配置。请用 ${profiles.join('、')} 之一。`,
	keyElsewhere: origin =>
		`配置中的密钥文件用于 ${origin}，而当前接口地址不同。请用 --api-key-file 指定密钥文件，或设置 CHENYU_API_KEY。`,
	keyNotUsed: profile => `未使用 CHENYU_API_KEY：账户配置 ${profile} 有自己的接口地址和密钥文件。`,
	idsWithSubcommand: subcommand =>
		`chenyu-top ${subcommand} 不带运行单号。请去掉单号和其他不是选项的词。`,
	report: {
		file: '配置文件',
		absent: '（尚不存在）',
		noHome: '未设置 HOME',
		profile: '账户配置',
		profiles: '所有账户配置',
		none: '无',
		setting: '设置',
		value: '值',
		from: '来自',
		key: '密钥',
		keySet: '已设置',
		keyMissing: '没有',
		usual: '默认',
		locale: '系统语言',
		profileOf: profile => `账户配置 ${profile}`,
		keysOf: command => `${command} 的按键`,
	},
};
