import type { OptionDefinition, OptionDefinitions } from '../../arguments/define-command.ts';
import { JSON_OPTION } from '../../arguments/shared-words.ts';

/** The options of every command of the management team. */
export const deskOptions = {
  credentials: {
    type: 'text',
    value: 'file',
    text: 'the client’s key (contactpoint.sqlite.credentials.json)',
  },
  to: { type: 'text', value: 'URL', text: 'the directory, where it is not that of the credentials' },
  user: { type: 'text', value: 'id', text: 'in whose name, of those whom the credentials know' },
  reason: { type: 'text', value: 'code', text: 'why the records are opened: a code of the access reasons' },
  'reason-text': { type: 'text', value: 'text', text: 'the reason in words, where the code is `other`' },
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** What a command that decides takes besides. */
export const NOTE_OPTION = {
  type: 'text',
  value: 'text',
  text: 'what others should know of the decision',
} as const satisfies OptionDefinition;
