import type {Output} from '../../core/output/output.ts';
import {isOpenable} from '../../core/output/output-address.ts';
import {withoutSecrets} from '../../core/text/without-secrets.ts';
import type {PageMessages} from './messages.ts';
import {markup, type Markup} from './markup.ts';
import type {PagePicture, ReportedRun} from './reported-run.ts';
import {shareableText} from './tables.ts';

export function outputsSection({execution, pictures}: ReportedRun, messages: PageMessages): Markup {
	const {outputs, outputsLeftOut} = execution;
	const {compare, screen} = messages;
	return markup`
		<h3>${compare.sections.outputs}</h3>
		${
			outputs.length === 0
				? markup`<p class="muted">${compare.none}</p>`
				: markup`<ul class="outputs">${outputs.map(
						output =>
							markup`<li>${outputFigure(output, pictures.get(output.key.exact), messages)}</li>`,
					)}</ul>`
		}
		${outputsLeftOut === 0 ? null : markup`<p class="warn">${screen.outputsLeftOut(outputsLeftOut)}</p>`}
	`;
}

function outputFigure(
	{key, kind, name, value, address}: Output,
	picture: PagePicture | undefined,
	messages: PageMessages,
): Markup {
	const {numbers, screen} = messages;
	const keyText = withoutSecrets(key.safe);
	const shown = picture !== undefined && 'source' in picture ? picture : null;
	const notes = [
		screen.kinds[kind],
		...(shown === null ? [] : [`${shown.width}×${shown.height}`, numbers.size(shown.bytes)]),
		...(picture !== undefined && 'why' in picture ? [picture.why] : []),
	];
	return markup`
		<figure>
			<figcaption><code><bdi>${keyText}</bdi></code> <span class="muted">${notes.join(' · ')}</span>
				${address === null ? null : markup` ${addressMarkup(address, withoutSecrets(name?.safe ?? ''))}`}
			</figcaption>
			${
				shown === null
					? null
					: markup`<img src="${shown.source}" width="${shown.width}" height="${shown.height}" alt="${keyText}">`
			}
			${address === null ? markup`<pre dir="auto">${shareableText(value.exact, messages)}</pre>` : null}
		</figure>
	`;
}

/** An address with a query can be signed: whoever has the page could open it. So only its host is in the page. */
function addressMarkup(address: URL, name: string): Markup {
	const text = [name, address.host].filter(part => part !== '').join(' · ');
	return isOpenable(address) && address.search === '' && address.hash === ''
		? markup`<a href="${address.href}" rel="noreferrer noopener"><bdi>${text}</bdi></a>`
		: markup`<bdi>${text}</bdi>`;
}
