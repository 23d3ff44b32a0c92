import type {Problem} from '../domain/problem.ts';
import type {Look} from './look.ts';

/** A failed poll in as few words as possible, like `HTTP 502`. */
export function problemWords({kind, httpStatus}: Problem, {messages}: Look): string {
	return messages.screen.problem(kind, httpStatus);
}
