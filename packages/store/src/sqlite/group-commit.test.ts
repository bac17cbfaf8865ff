import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGroupCommit } from './group-commit.ts';
import { openDatabase } from './open-database.ts';

describe('group commit', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'contactpoint-commit-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = () => {
    const table = 'create table entry (name text primary key) strict;';
    const data = openDatabase({ path: join(folder, 'data'), migrations: [table] });
    const keys = openDatabase({ path: join(folder, 'keys'), migrations: [table] });
    const statements: string[] = [];
    const exec = data.exec.bind(data);
    data.exec = (sql) => {
      statements.push(sql);
      exec(sql);
    };
    const add = (name: string) => async () => void data.prepare('insert into entry values (?)').run(name);
    const names = () =>
      data
        .prepare('select name from entry order by name')
        .all()
        .map((row) => row['name']);
    return { data, keys, statements, add, names, writer: createGroupCommit({ data, keys }) };
  };

  it('commits what is ready together once, and answers only then', async () => {
    const { statements, add, names, writer } = open();
    const works = ['a', 'b', 'c'].map((name) =>
      writer.run(add(name)).then(() => statements.filter((sql) => sql === 'commit').length),
    );
    expect(await Promise.all(works)).toEqual([1, 1, 1]);
    expect(names()).toEqual(['a', 'b', 'c']);
  });

  it('undoes the work that failed and keeps its neighbours', async () => {
    const { add, names, writer } = open();
    const results = await Promise.allSettled([
      writer.run(add('a')),
      writer.run(add('a')),
      writer.run(add('b')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(names()).toEqual(['a', 'b']);
  });

  it('undoes the whole of a work that failed alone, and goes on', async () => {
    const { data, keys, statements, add, names, writer } = open();
    const failure = writer.run(async () => {
      await add('a')();
      keys.exec("insert into entry values ('a')");
      throw new Error('no');
    });
    await expect(failure).rejects.toThrow('no');
    await writer.run(add('b'));
    expect([names(), keys.prepare('select * from entry').all()]).toEqual([['b'], []]);
    expect([data, keys].map(({ isTransaction }) => isTransaction)).toEqual([false, false]);
    expect(statements.filter((sql) => sql.includes('savepoint'))).toEqual([]);
  });

  it('answers nobody when the commit fails, leaves nothing behind, and goes on', async () => {
    const { data, add, names, writer } = open();
    const exec = data.exec.bind(data);
    data.exec = (sql) => {
      if (sql === 'commit') throw new Error('database or disk is full');
      exec(sql);
    };
    const results = await Promise.allSettled([writer.run(add('a')), writer.run(add('b'))]);
    expect(results.map((result) => result.status === 'rejected' && String(result.reason))).toEqual([
      'Error: database or disk is full',
      'Error: database or disk is full',
    ]);
    data.exec = exec;
    await writer.run(add('c'));
    expect(names()).toEqual(['c']);
  });

  it('makes keys durable no later than data: when their commit fails, the data is undone', async () => {
    const { keys, add, names, writer } = open();
    const exec = keys.exec.bind(keys);
    keys.exec = (sql) => {
      if (sql === 'commit') throw new Error('disk I/O error');
      exec(sql);
    };
    await expect(writer.run(add('a'))).rejects.toThrow('disk I/O error');
    expect(names()).toEqual([]);
  });

  it('waits for everything that was asked for', async () => {
    const { add, names, writer } = open();
    const works = Array.from({ length: 200 }, (_, at) => writer.run(add(String(at).padStart(3, '0'))));
    await writer.finish();
    expect(names()).toHaveLength(200);
    await Promise.all(works);
  });
});
