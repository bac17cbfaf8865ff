import { defineCommand, type OptionDefinitions } from '../../arguments/define-command.ts';
import { JSON_OPTION } from '../../arguments/shared-words.ts';

/** The options of `doctor`. */
export const doctorOptions = {
  credentials: {
    type: 'text',
    value: 'file',
    text: 'the client’s key for that directory, to try it as well',
  },
  json: JSON_OPTION,
} as const satisfies OptionDefinitions;

/** `contactpoint doctor` */
export const doctorCommand = defineCommand(
  {
    name: 'doctor',
    summary: 'why a directory cannot be reached: proxy, TLS, clock, key',
    about: [
      'Walks the way to a directory step by step and says where it ends and who can mend it: the address, the proxy, the name, the certificate, the answer, the clock and the key. Sends no records.',
    ],
    arguments: [{ name: 'url', text: 'the directory’s address' }],
    options: doctorOptions,
    examples: ['contactpoint doctor https://directory.example --credentials key.json'],
  },
  async () => (await import('./doctor.ts')).doctor,
);
