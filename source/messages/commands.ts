/** The commands that help and footer name; the key table says which keys they have. */
export type CommandName =
	| 'move'
	| 'page'
	| 'half-page'
	| 'ends'
	| 'next-pane'
	| 'pane-n'
	| 'zoom'
	| 'help'
	| 'back'
	| 'quit'
	| 'interrupt'
	| 'suspend'
	| 'redraw'
	| 'filter'
	| 'search'
	| 'next-hit'
	| 'next-error'
	| 'follow'
	| 'sideways'
	| 'next-node'
	| 'one-node'
	| 'hits-only'
	| 'least-level'
	| 'all-logs'
	| 'first-unread'
	| 'time-mode'
	| 'wrap'
	| 'select-lines'
	| 'entry'
	| 'enter'
	| 'add'
	| 'drop'
	| 'sort'
	| 'turn'
	| 'mark'
	| 'pin'
	| 'order'
	| 'poll-now'
	| 'pause'
	| 'open'
	| 'copy'
	| 'pager'
	| 'save'
	| 'export'
	| 'replay-toggle'
	| 'replay-seek'
	| 'replay-step'
	| 'submit'
	| 'erase';

/** The parts of the help, by where their keys work. */
export type CommandGroup = 'everywhere' | 'runs' | 'log' | 'outputs' | 'prompt' | 'replay';

/** A word in the footer, and a few of them in the help. */
export type CommandWords = {readonly short: string; readonly long: string};

export const commandsEn: Record<CommandName, CommandWords> = {
	move: {short: 'move', long: 'one line up or down'},
	page: {short: 'page', long: 'one page up or down'},
	'half-page': {short: 'half page', long: 'half a page up or down'},
	ends: {short: 'ends', long: 'to the start or the end'},
	'next-pane': {short: 'pane', long: 'next or previous pane'},
	'pane-n': {short: 'pane', long: 'runs, run, log, outputs'},
	zoom: {short: 'zoom', long: 'give the pane the whole screen, and back'},
	help: {short: 'help', long: 'this help'},
	back: {short: 'back', long: 'close one layer: prompt, help, zoom, filter'},
	quit: {short: 'quit', long: 'close the help, else quit'},
	interrupt: {short: 'quit', long: 'quit at once'},
	suspend: {short: 'suspend', long: 'suspend; fg comes back'},
	redraw: {short: 'redraw', long: 'draw the screen anew'},
	filter: {short: 'filter', long: 'filter by id, title, status or error'},
	search: {short: 'search', long: 'search; text, or /regular expression/'},
	'next-hit': {short: 'next hit', long: 'next or previous hit'},
	'next-error': {short: 'next error', long: 'next or previous error'},
	follow: {short: 'follow', long: 'follow the end, or stop'},
	sideways: {short: 'sideways', long: 'move long lines sideways'},
	'next-node': {short: 'node', long: 'to the previous or next node'},
	'one-node': {short: 'this node', long: 'show only the node here, or all'},
	'hits-only': {short: 'hits only', long: 'show only the hits, or all'},
	'least-level': {short: 'level', long: 'hide one level more, or none'},
	'all-logs': {short: 'all runs', long: 'all logs as one, or only this'},
	'first-unread': {short: 'unread', long: 'to the first line not seen yet'},
	'time-mode': {short: 'time', long: 'time: of day, since start, step, none'},
	wrap: {short: 'wrap', long: 'break long lines into rows, or not'},
	'select-lines': {short: 'select', long: 'select lines by moving; esc ends it'},
	entry: {short: 'entry', long: 'show the entry with all its fields'},
	enter: {short: 'log', long: 'go to the log of the run'},
	add: {short: 'add', long: 'add run orders by id'},
	drop: {short: 'drop', long: 'drop the run from this list; it runs on'},
	sort: {short: 'sort', long: 'sort by the next column'},
	turn: {short: 'turn', long: 'turn the order around'},
	mark: {short: 'mark', long: 'mark the run, or not; is:marked finds it'},
	pin: {short: 'pin', long: 'keep the run at the top, or not'},
	order: {short: 'order', long: 'what was ordered, held and paid'},
	'poll-now': {short: 'poll now', long: 'ask for the run at once'},
	pause: {short: 'pause', long: 'stop asking, or ask again'},
	open: {short: 'open', long: 'open the output'},
	copy: {short: 'copy', long: 'copy what is selected'},
	pager: {short: 'pager', long: 'open what is shown in $PAGER'},
	save: {short: 'save', long: 'save what is shown as text'},
	export: {short: 'export', long: 'save the whole log as JSON lines'},
	'replay-toggle': {short: 'stop, go on', long: 'stop, or go on'},
	'replay-seek': {short: '10 s', long: '10 seconds back or forth'},
	'replay-step': {short: 'step', long: 'go on by one answer'},
	submit: {short: 'done', long: 'take what was typed'},
	erase: {short: 'erase', long: 'erase a character, a word or all'},
};

export const commandsZh: typeof commandsEn = {
	move: {short: '移动', long: '上下移动一行'},
	page: {short: '翻页', long: '上下翻一页'},
	'half-page': {short: '半页', long: '上下翻半页'},
	ends: {short: '首尾', long: '到开头或末尾'},
	'next-pane': {short: '窗格', long: '下一个或上一个窗格'},
	'pane-n': {short: '窗格', long: '运行、详情、日志、输出'},
	zoom: {short: '放大', long: '窗格占满屏幕，再按还原'},
	help: {short: '帮助', long: '显示此帮助'},
	back: {short: '返回', long: '关闭一层：输入、帮助、放大、筛选'},
	quit: {short: '退出', long: '关闭帮助，否则退出'},
	interrupt: {short: '退出', long: '立即退出'},
	suspend: {short: '挂起', long: '挂起，用 fg 恢复'},
	redraw: {short: '重绘', long: '重新绘制屏幕'},
	filter: {short: '筛选', long: '按编号、标题、状态或错误筛选'},
	search: {short: '搜索', long: '搜索文本，或 /正则表达式/'},
	'next-hit': {short: '下一处', long: '下一处或上一处匹配'},
	'next-error': {short: '下一错误', long: '下一个或上一个错误'},
	follow: {short: '跟随', long: '跟随末尾，或停止跟随'},
	sideways: {short: '左右', long: '左右移动长行'},
	'next-node': {short: '节点', long: '到上一个或下一个节点'},
	'one-node': {short: '此节点', long: '只显示此处的节点，或全部'},
	'hits-only': {short: '仅匹配', long: '只显示匹配的行，或全部'},
	'least-level': {short: '级别', long: '多隐藏一个级别，或全部显示'},
	'all-logs': {short: '所有运行', long: '合并所有运行的日志，或只看此运行'},
	'first-unread': {short: '未读', long: '到第一条未读'},
	'time-mode': {short: '时间', long: '时刻、自开始、距上一行、不显示'},
	wrap: {short: '换行', long: '长行换行，或不换'},
	'select-lines': {short: '选择', long: '移动来选择多行，esc 结束'},
	entry: {short: '条目', long: '显示条目的所有字段'},
	enter: {short: '日志', long: '转到此运行的日志'},
	add: {short: '添加', long: '按编号添加运行'},
	drop: {short: '移除', long: '从列表移除，运行本身不受影响'},
	sort: {short: '排序', long: '按下一列排序'},
	turn: {short: '反序', long: '倒转排列顺序'},
	mark: {short: '标记', long: '标记此运行，或取消；is:marked 可筛选'},
	pin: {short: '置顶', long: '把此运行置顶，或取消'},
	order: {short: '订单', long: '订单、冻结和结算'},
	'poll-now': {short: '立即查询', long: '立即查询此运行'},
	pause: {short: '暂停', long: '暂停查询，或继续'},
	open: {short: '打开', long: '打开输出'},
	copy: {short: '复制', long: '复制选中的内容'},
	pager: {short: '分页器', long: '在 $PAGER 中打开所显示的内容'},
	save: {short: '保存', long: '把所显示的内容存为文本'},
	export: {short: '导出', long: '把整个日志存为 JSON 行'},
	'replay-toggle': {short: '停止或继续', long: '停止，或继续'},
	'replay-seek': {short: '10 秒', long: '后退或前进 10 秒'},
	'replay-step': {short: '单步', long: '前进一个应答'},
	submit: {short: '确定', long: '采用输入的内容'},
	erase: {short: '删除', long: '删除一个字符、一个词或全部'},
};

export const groupsEn: Record<CommandGroup, string> = {
	everywhere: 'Everywhere',
	runs: 'Runs',
	log: 'Log',
	outputs: 'Outputs',
	prompt: 'While typing',
	replay: 'In a replay',
};

export const groupsZh: typeof groupsEn = {
	everywhere: '通用',
	runs: '运行',
	log: '日志',
	outputs: '输出',
	prompt: '输入时',
	replay: '回放时',
};
