"""`completion`: a script that lets a shell complete commands and options, made from the grammar itself."""

import argparse
from collections.abc import Callable

from designer.cli import streams
from designer.cli.parser import PROGRAM, Command, Parser
from designer.cli.trouble import DONE

Options = dict[str, list[str]]  # command → its options and fixed choices


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=sorted(SHELLS), help="which shell")


def _run(args: argparse.Namespace) -> int:
    streams.say(SHELLS[args.shell](_grammar()))
    return DONE


def _grammar() -> Options:
    from designer.cli.main import COMMANDS

    options: Options = {}
    for command in COMMANDS:
        parser = Parser(prog=command.name)
        command.arguments(parser)
        words: list[str] = []
        for action in parser._actions:
            words += [word for word in action.option_strings if word.startswith("--") or len(word) == 2]
            words += [str(choice) for choice in action.choices or ()]
        options[command.name] = sorted(dict.fromkeys((*words, "--debug")))
    return options


def _bash(options: Options) -> str:
    cases = "\n".join(f"    {name}) words={' '.join(words)!r} ;;" for name, words in options.items())
    return f"""# bash completion; put into ~/.bashrc:  eval "$({PROGRAM} completion bash)"
_process_designer() {{
  local words current="${{COMP_WORDS[COMP_CWORD]}}"
  case "${{COMP_WORDS[1]}}" in
{cases}
    *) words='{" ".join(options)} --help --version' ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words='{" ".join(options)} --help --version'
  COMPREPLY=($(compgen -W "$words" -- "$current") $(compgen -f -- "$current"))
}}
complete -o filenames -F _process_designer {PROGRAM}"""


def _zsh(options: Options) -> str:
    cases = "\n".join(f"    {name}) compadd -- {' '.join(words)} ;;" for name, words in options.items())
    return f"""#compdef {PROGRAM}
# zsh completion; put into ~/.zshrc after compinit:  eval "$({PROGRAM} completion zsh)"
_process_designer() {{
  if (( CURRENT == 2 )); then
    compadd -- {" ".join(options)} --help --version
  fi
  case "$words[2]" in
{cases}
  esac
  _files
}}
compdef _process_designer {PROGRAM}"""


def _fish(options: Options) -> str:
    from designer.cli.main import COMMANDS

    lines = [f"# fish completion; put into config.fish:  {PROGRAM} completion fish | source"]
    lines += [
        f'complete -c {PROGRAM} -n __fish_use_subcommand -a {command.name} -d "{command.help}"'
        for command in COMMANDS
    ]
    for name, words in options.items():
        seen = f"-n '__fish_seen_subcommand_from {name}'"
        for word in words:
            given = (
                f"-l {word[2:]}"
                if word.startswith("--")
                else f"-s {word[1:]}"
                if word[0] == "-"
                else f"-a {word}"
            )
            lines.append(f"complete -c {PROGRAM} {seen} {given}")
    return "\n".join(lines)


SHELLS: dict[str, Callable[[Options], str]] = {"bash": _bash, "fish": _fish, "zsh": _zsh}

COMMAND = Command(
    name="completion",
    help="print a script that completes commands and options in your shell",
    examples=("completion bash >> ~/.bashrc", "completion fish | source"),
    arguments=_arguments,
    run=_run,
)
