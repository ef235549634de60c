"""The two invented worlds that are measured."""

from dataclasses import dataclass
from pathlib import Path

from lib.settings import Settings
from lib.store.demo import demo_workbooks

DELAY_S = 0.37


@dataclass(frozen=True)
class World:
    """Where a world stands and how large it is; `contacts` None: as the demo has them."""

    title: str
    clients: int
    contacts: int | None
    data: Path = Path()

    def settings(self, delay_s: float = DELAY_S) -> Settings:
        return Settings(data=self.data, delay_s=delay_s)


DEMO = World("the demo world (27 clients, 729 contacts)", 27, None)
LARGE = World("2,000 clients and 100,000 contacts", 2_000, 100_000)


def built(world: World, folder: Path) -> World:
    """The world, built in a folder of its own; building is not measured and not delayed."""
    made = World(world.title, world.clients, world.contacts, folder / str(world.clients))
    demo_workbooks(made.settings(delay_s=0), clients=world.clients, contacts=world.contacts)
    return made
