import * as React from 'react';

/** A sentence of a rule; what stands between backticks is code. */
export function Prose(props: { text: string }): React.JSX.Element {
  const parts = props.text.split('`');
  return (
    <>
      {parts.map((part, index) =>
        index % 2 && index < parts.length - 1 ? (
          <code key={index}>{part}</code>
        ) : (
          (index % 2 ? '`' : '') + part
        )
      )}
    </>
  );
}
