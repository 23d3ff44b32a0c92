import type {Command} from '../command.ts';
import type {Pane, Prompt} from '../state.ts';
import type {KeyName} from '../../terminal/input/key.ts';

/** Where a key works: in every pane, in one of them, while something is typed, or while a recording is played. */
export type Where =
	'everywhere' | Exclude<Pane, 'detail'> | 'timeline' | 'viewer' | 'prompt' | 'replay';

/** What a binding is called; the sentence for it stands in `i18n/commands.ts`. */
export type BindingId =
	| 'move'
	| 'half-page'
	| 'page'
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
	| 'go-to'
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
	| 'money'
	| 'poll-now'
	| 'pause'
	| 'open'
	| 'show'
	| 'preview'
	| 'download'
	| 'download-all'
	| 'stop-download'
	| 'copy'
	| 'pager'
	| 'save'
	| 'export'
	| 'replay-toggle'
	| 'replay-seek'
	| 'replay-step'
	| 'timeline'
	| 'timeline-log'
	| 'timeline-order'
	| 'failure'
	| 'fold'
	| 'unfold'
	| 'notifications'
	| 'mouse'
	| 'palette'
	| 'complete'
	| 'submit'
	| 'erase';

/** One thing that keys do: a line of the help, and for each direction of it the keys and their command. */
export type Binding = {
	readonly id: BindingId;
	readonly where: Where;
	readonly does: readonly {readonly keys: readonly KeyName[]; readonly command: Command}[];
	/** The keys that the footer names; a binding without them is only in the help. */
	readonly footer?: readonly KeyName[];
	/** In a prompt: only in those with these purposes is it worth a word in the footer. */
	readonly purposes?: readonly Prompt['purpose'][];
};
