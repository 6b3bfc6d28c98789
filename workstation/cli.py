"""The `foramen` command: every subcommand of cli.md that exists, declared once with typer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from viewers.state.overlay import TextLevel
from viewers.state.viewport_state import ViewPlane
from workstation.commands.outcome import CommandError, ExitStatus, finish, say
from workstation.faults import fault_message
from workstation.settings import Settings

app = typer.Typer(
    name="foramen",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Read images, mark what hurts, plan where the needle goes. Not a medical device.",
)
case_app = typer.Typer(help="Cases in the store.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(case_app, name="case")
marks_app = typer.Typer(help="Marks as files, and marks of others.", no_args_is_help=True, rich_markup_mode=None)
app.add_typer(marks_app, name="marks")

Paths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, folders, zip archives or DICOMDIR media.")]
Json = Annotated[bool, typer.Option("--json", help="Print exactly one JSON document.")]
Identify = Annotated[bool, typer.Option("--identify", help="Show who the patients are.")]
Series = Annotated[str | None, typer.Option("--series", help="Series Instance UID, where there are several.")]
Resample = Annotated[
    bool, typer.Option("--resample", help="Gantry tilt: the sheared slices as one straight volume, tagged resampled.")
]
Stack = Annotated[int | None, typer.Option("--stack", help="Which stack of the series, from 1.")]


def settings() -> Settings:
    """The settings of this user (FORAMEN_HOME overrides where data live)."""
    return Settings.from_environment()


@app.command("open", hidden=True)
def open_command(paths: Annotated[list[Path] | None, typer.Argument()] = None) -> None:
    """Open the workstation on files, folders, zip archives or DICOMDIR media; without a path, on the case list."""
    from workstation.app import run  # Qt is slow to import and no other command needs it

    for path in paths or []:
        if not path.exists():
            raise CommandError(
                f"{path}: no such file or folder, and no command either; `foramen --help` lists the commands",
                ExitStatus.WRONG_USE,
            )
    finish_with(run(paths or [], settings=settings()))


@app.command()
def demo() -> None:
    """Open the workstation on the sample patients with a worked case (made on first use)."""
    from workstation.app import run  # Qt is slow to import and no other command needs it

    finish_with(run(demo=True, settings=settings()))


@app.command()
def index(paths: Paths, json_: Json = False, identify: Identify = False) -> None:
    """What is there: patients, studies, series, problems."""
    from workstation.commands.index import index as run_index

    finish(run_index(paths, settings(), as_json=json_, identify=identify))


@app.command()
def render(
    paths: Paths,
    output: Annotated[Path, typer.Option("-o", "--output", help="OUT.png, or OUT.npy for modality values.")],
    series: Series = None,
    stack: Stack = None,
    frame: Annotated[int | None, typer.Option(help="Acquired frame, from 1.")] = None,
    plane: Annotated[str | None, typer.Option(help="axial, sagittal or coronal (volumes).")] = None,
    at: Annotated[float | None, typer.Option(help="Where the plane cuts, LPS mm.")] = None,
    oblique: Annotated[
        str | None,
        typer.Option(help='"ox,oy,oz;rx,ry,rz;dx,dy,dz": a point of the cut (LPS mm), its directions right and down.'),
    ] = None,
    slab: Annotated[str | None, typer.Option(help="MM:max, MM:min or MM:mean, a thick cut of a volume.")] = None,
    view: Annotated[str, typer.Option(help="2d or 3d.")] = "2d",
    preset: Annotated[str | None, typer.Option(help="3-D preset, for example bone or CT-MIP.")] = None,
    azimuth: Annotated[float, typer.Option(help="Degrees toward the patient's left from anterior.")] = 0.0,
    elevation: Annotated[float, typer.Option(help="Degrees toward the head.")] = 0.0,
    shift: Annotated[float, typer.Option(help="3-D: move the opacity ramp, modality units.")] = 0.0,
    width: Annotated[float, typer.Option(help="3-D: stretch the opacity ramp, 1 = as it is.")] = 1.0,
    shading: Annotated[str | None, typer.Option(help="3-D: on, off or preset.")] = None,
    clip: Annotated[str | None, typer.Option(help='3-D: "x,y,z;x,y,z", corners of the box to keep, LPS mm.')] = None,
    window: Annotated[str | None, typer.Option(help="WIDTH:CENTER, auto or dicom[:N].")] = None,
    invert: Annotated[bool, typer.Option("--invert")] = False,
    flip: Annotated[str, typer.Option(help="none, horizontal (left to right) or vertical.")] = "none",
    rotate: Annotated[int, typer.Option(help="Clockwise after the flip: 0, 90, 180 or 270 degrees.")] = 0,
    color_map: Annotated[str, typer.Option(help="Of grey images: grey, hot-iron, pet, hot-metal-blue, ...")] = "grey",
    nearest: Annotated[bool, typer.Option("--nearest", help="Pixels as blocks instead of smoothed.")] = False,
    size: Annotated[str | None, typer.Option(help="WxH in pixels.")] = None,
    fit: Annotated[str, typer.Option(help="native (acquired pixels one to one) or window.")] = "window",
    overlay: Annotated[str, typer.Option(help="none, minimal or full text.")] = "none",
    resample: Resample = False,
    json_: Json = False,
) -> None:
    """One frame as a PNG (or .npy of modality values), through the code that paints the screen."""
    from workstation.commands.render import (
        RenderOptions,
        check_output,
        parse_color_map,
        parse_oblique,
        parse_size,
        parse_slab,
        parse_turn,
    )
    from workstation.commands.render import render as run_render
    from workstation.commands.render_3d import LookWish, camera_of, parse_clip
    from workstation.commands.selection import load

    _check_choice("--fit", fit, ("native", "window"))
    _check_choice("--overlay", overlay, ("none", "minimal", "full"))
    _check_choice("--flip", flip, ("none", "horizontal", "vertical"))
    _check_choice("--view", view, ("2d", "3d"))
    _check_choice("--shading", shading, ("on", "off", "preset"))
    _check_choice("--plane", plane, ("axial", "sagittal", "coronal"))
    options = RenderOptions(
        output=check_output(output),
        frame=frame,
        plane=ViewPlane(plane) if plane else None,
        at_mm=at,
        oblique=parse_oblique(oblique),
        slab=parse_slab(slab),
        window=window,
        invert=invert,
        turn=parse_turn(flip, rotate),
        color_map=parse_color_map(color_map),
        is_smooth=not nearest,
        size_px=parse_size(size),
        native=fit == "native",
        overlay=TextLevel(overlay),
        as_json=json_,
    )
    _, pixels = load(paths, settings(), series_uid=series, stack=stack, resample=resample)
    if view == "3d":
        camera = camera_of(pixels, azimuth, elevation, LookWish(preset, shift, width, shading))
        options = replace(options, camera=camera, cuts=parse_clip(clip))
    finish(run_render(pixels, options))


@app.command()
def measure(
    paths: Paths,
    points: Annotated[str, typer.Option(help='JSON list of points, "[[x,y,z], ...]".')],
    kind: Annotated[str, typer.Option(help="probe, or a kind of mark: length, angle, cobb, vertebra ...")],
    series: Series = None,
    stack: Stack = None,
    space: Annotated[str, typer.Option(help="lps (mm) or pixel (column, row).")] = "lps",
    frame: Annotated[int | None, typer.Option(help="Which frame, from 1, for pixel points.")] = None,
    resample: Resample = False,
    json_: Json = False,
) -> None:
    """Geometry of given points: everything that a mark of these points measures, or the value at one."""
    from workstation.commands.measure import measure_points, print_measurement
    from workstation.commands.selection import load

    _, pixels = load(paths, settings(), series_uid=series, stack=stack, resample=resample)
    print_measurement(measure_points(pixels, kind=kind, points=points, space=space, frame=frame), as_json=json_)
    finish(ExitStatus.PROBLEMS if pixels.problems else ExitStatus.DONE)


@marks_app.command("export")
def marks_export(
    case_id: Annotated[str, typer.Argument(metavar="CASE", help="A case id or the beginning of one.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="OUT.json (docs/marks-format.md).")],
) -> None:
    """Write the marks of a case to a file."""
    from workstation.commands.marks import export_marks

    finish(export_marks(settings(), case_id, output))


@marks_app.command("show")
def marks_show(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files of marks, or images with reports.")],
    json_: Json = False,
) -> None:
    """List the marks that reports, presentations and files of marks hold; nothing is changed."""
    from workstation.commands.marks import show_marks

    finish(show_marks(settings(), paths, as_json=json_))


@marks_app.command("adopt")
def marks_adopt(
    case_id: Annotated[str, typer.Argument(metavar="CASE", help="A case id or the beginning of one.")],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files of marks, or images with reports.")],
) -> None:
    """Make marks of a case from the marks of others; each keeps its original."""
    from workstation.commands.marks import adopt_marks

    finish(adopt_marks(settings(), case_id, paths))


@case_app.command("list")
def case_list(json_: Json = False, identify: Identify = False) -> None:
    """The cases, newest first."""
    from workstation.commands.cases import list_cases

    finish(list_cases(settings(), as_json=json_, identify=identify))


@case_app.command("show")
def case_show(case: str, json_: Json = False) -> None:
    """One case: findings and targets in words, or the whole case as JSON."""
    from workstation.commands.cases import show_case

    finish(show_case(settings(), case, as_json=json_))


@case_app.command("import")
def case_import(path: Path) -> None:
    """Store a case written by `case show --json`."""
    from workstation.commands.cases import import_case

    finish(import_case(settings(), path))


@case_app.command("delete")
def case_delete(case: str) -> None:
    """Delete a case; its audit trail stays."""
    from workstation.commands.cases import delete_case

    finish(delete_case(settings(), case))


@app.command()
def export(
    case: str,
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder to write into.")],
    final: Annotated[bool, typer.Option("--final", help="Final instead of draft.")] = False,
    json_: Json = False,
) -> None:
    """The chart packet of a case: PDF and DICOM SR."""
    from workstation.commands.cases import export as run_export

    finish(run_export(settings(), case, output, final=final, as_json=json_))


@app.command()
def doctor() -> None:
    """Versions, codecs per transfer syntax, OpenGL, database, fonts, disk: `ok` or what to do."""
    from workstation.diagnostics import diagnose

    well = True
    for diagnosis in diagnose(settings()):
        well = well and diagnosis.is_well
        typer.echo(diagnosis.line)
    finish_with(0 if well else 1)


@app.command()
def bench(names: Annotated[list[str] | None, typer.Argument()] = None, json_: Json = False) -> None:
    """The benchmarks: each figure with its baseline and ratio."""
    from workstation.bench.report import run_benchmarks

    finish_with(run_benchmarks(names or [], as_json=json_))


def _check_choice(option: str, value: str | None, choices: Sequence[str]) -> None:
    if value is not None and value not in choices:
        raise CommandError(f"{option} {value}: choose {' or '.join(choices)}", ExitStatus.WRONG_USE)


def finish_with(status: int) -> None:
    """End with a plain exit status."""
    raise typer.Exit(status)


def main() -> None:
    """Run the command; a first word that is no command is a path to open.

    The top-level handler: no traceback ever reaches the user. A command that ends on purpose says so itself; anything
    else ends with status 3, its kind, and the log, without its text, which could quote a patient's name. An interrupt
    ends quietly with 130, and so does a reader that closes the pipe.
    """
    arguments = sys.argv[1:]
    single = (one.name or getattr(one.callback, "__name__", "") for one in app.registered_commands)
    commands = {"open", *(one.name for one in app.registered_groups), *single}
    if not arguments or (not arguments[0].startswith("-") and arguments[0] not in commands):
        arguments = ["open", *arguments]
    try:
        app(arguments, prog_name="foramen", standalone_mode=True)
    except CommandError as error:
        say(f"foramen: {error}")
        sys.exit(int(error.status))
    except Exception as error:  # noqa: BLE001 - the documented top-level handler
        say(f"foramen: {fault_message(error, settings().log_path)}")
        sys.exit(int(ExitStatus.IMPOSSIBLE))


if __name__ == "__main__":
    main()
