import {isSettled} from '../domain/run.ts';
import type {LogModel, ScreenModel} from '../state/view-model.ts';
import {blank, span, type Line} from './line.ts';
import {logRowLine} from './log-row-line.ts';
import type {Look} from './look.ts';
import {paneLines, type Extent} from './pane-lines.ts';
import {titleLine} from './pane-title.ts';
import {typedText} from './typed-text.ts';

/** The log in exactly the extent's rows and cells. */
export function logLines(model: ScreenModel, extent: Extent, look: Look): readonly Line[] {
	const {log, focus, run} = model;
	const {screen} = look.messages;
	const title = titleLine(
		{
			name: screen.panes.log,
			facts: run === null ? [] : titleFacts(log, look),
			focused: focus === 'log',
			rule: true,
		},
		extent.width,
		look,
	);
	const empty = run === null ? '' : isSettled(run) ? screen.noLogAtAll : screen.noLog;
	const content =
		log.rows.length === 0
			? [[blank(1), span(empty, 'muted')]]
			: log.rows.map(row => logRowLine(row, log, extent.width - 1, look));
	return paneLines(title, content, extent, look);
}

function titleFacts(log: LogModel, {messages, glyphs}: Look): readonly Line[] {
	const {screen} = messages;
	const facts: Line[] = [];

	if (log.total > 0) {
		facts.push(
			log.following
				? [span(screen.follow, 'muted')]
				: [span(`${glyphs.below}${screen.fresh(log.fresh)}`, log.fresh > 0 ? 'warn' : 'muted')],
			[span(screen.lines(log.total))],
		);
	}

	if (log.errors > 0) {
		facts.push([span(screen.errors(log.errors), 'bad')]);
	}

	if (log.search !== '') {
		facts.push([
			span(`/${typedText(log.search)} `, 'key'),
			span(screen.hits(log.hitNumber, log.hits)),
		]);
	}

	if (log.sideways > 0) {
		facts.push([span(`${glyphs.sideways}${log.sideways}`, 'muted')]);
	}

	return facts;
}
