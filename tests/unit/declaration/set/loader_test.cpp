#include "declaration/set/loader.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/declarations.hpp"
#include "support/memory_files.hpp"

namespace mfp::declaration {
namespace {

using test::MemoryFiles;
using test::paths;
using test::problems;

const std::string plug = "component: tasmota/Plug\noutports:\n  power: {topic: 'tele/#ROLE/POWER'}\n";

std::vector<std::string> roles_of(const Declaration& declaration) {
  std::vector<std::string> roles;
  for (const core::Participant& participant : declaration.configuration->participants)
    roles.push_back(participant.role);
  return roles;
}

std::string device(const std::string& role) { return "participants:\n  " + role + ": {component: x/Y}\n"; }

TEST(Loader, ReadsWhatAPortRelays) {
  MemoryFiles files;
  files.add("a.yaml",
            "participants:\n  heater:\n    component: legacy/Heater\n    inports:\n      set: {topic: h/set, qos: 2}\n"
            "    outports:\n      all: {topic: 'h/+', retain: always, queue: h-all}\n      raw: {queue: h/raw}\n");
  const Declaration declaration = load(paths({"a.yaml"}), files);
  ASSERT_EQ(problems(declaration), "");
  ASSERT_EQ(declaration.configuration->participants.size(), 1U);
  const core::Participant& heater = declaration.configuration->participants[0];
  EXPECT_EQ(heater.mark, (core::Mark{2, 3}));
  ASSERT_EQ(heater.inports.size(), 1U);
  const core::Port& set = heater.inports[0];
  EXPECT_EQ(set.topic.value().text(), "h/set");
  EXPECT_EQ(set.qos, 2);
  EXPECT_EQ(set.retain, core::RetainPolicy::never);
  EXPECT_EQ(set.queue, "heater.SET");
  EXPECT_EQ(set.mark, (core::Mark{5, 7}));
  ASSERT_EQ(heater.outports.size(), 2U);
  EXPECT_EQ(heater.outports[0].topic.value().text(), "h/+");
  EXPECT_EQ(heater.outports[0].retain, core::RetainPolicy::always);
  EXPECT_EQ(heater.outports[0].qos, std::nullopt);
  EXPECT_EQ(heater.outports[1].retain, core::RetainPolicy::keep);
  EXPECT_FALSE(heater.outports[1].topic.has_value());
}

TEST(Loader, ReadsTheBrokerWithPathsBesideTheFile) {
  MemoryFiles files;
  files.add(
      "etc/a.yaml",
      "broker: {url: 'mqtts://b.example', username: u, password_file: pw, ca_file: /ca.pem, cert_file: ../c.pem,\n"
      "  key_file: ./k.pem, client_id: me, session_expiry: 0}\n" +
          device("heater"));
  for (const char* file : {"etc/pw", "/ca.pem", "c.pem", "etc/k.pem"}) files.add(file, "");
  const Declaration declaration = load(paths({"etc/a.yaml"}), files);
  ASSERT_EQ(problems(declaration), "");
  const core::BrokerSettings& broker = declaration.configuration->broker.value();
  EXPECT_EQ(broker.url.value().host, "b.example");
  EXPECT_EQ(broker.url.value().port, 8883);
  EXPECT_EQ(broker.username, "u");
  EXPECT_EQ(broker.password_file, "etc/pw");
  EXPECT_EQ(broker.ca_file, "/ca.pem");
  EXPECT_EQ(broker.cert_file, "c.pem");
  EXPECT_EQ(broker.key_file, "etc/k.pem");
  EXPECT_EQ(broker.client_id, "me");
  EXPECT_EQ(broker.session_expiry, 0U);
}

TEST(Loader, NamesNoBrokerWhenNoFileDoes) {
  MemoryFiles files;
  files.add("a.yaml", device("heater"));
  EXPECT_EQ(load(paths({"a.yaml"}), files).configuration->broker, std::nullopt);
}

TEST(Loader, MakesOneSetOfSeveralFilesInTheirOrder) {
  MemoryFiles files;
  files.add("b.yaml", "broker: mqtt://one\n" + device("lamp"));
  files.add("a.yaml", "broker: mqtt://one:1883\n" + device("heater"));
  const Declaration declaration = load(paths({"b.yaml", "a.yaml"}), files);
  EXPECT_EQ(problems(declaration), "");
  EXPECT_EQ(roles_of(declaration), (std::vector<std::string>{"lamp", "heater"}));
  EXPECT_EQ(declaration.configuration->sources, (std::vector<std::string>{"b.yaml", "a.yaml"}));
  EXPECT_EQ(declaration.configuration->participants[1].file, 1U);
}

TEST(Loader, ReadsTheYamlFilesOfAFolderSortedAndNoneBelow) {
  MemoryFiles files;
  files.add("house/b.yaml", device("b"));
  files.add("house/a.yml", device("a"));
  files.add("house/notes.txt", "no YAML: [");
  files.add("house/participants/plug.yaml", plug);
  const Declaration declaration = load(paths({"house"}), files);
  EXPECT_EQ(problems(declaration), "");
  EXPECT_EQ(roles_of(declaration), (std::vector<std::string>{"a", "b"}));
}

TEST(Loader, WarnsOfAFolderWithoutYamlFiles) {
  MemoryFiles files;
  files.add("house/notes.txt", "");
  EXPECT_EQ(problems(load(paths({"house"}), files)),
            "house: warning: there is no *.yaml or *.yml file in this folder\n");
}

TEST(Loader, TellsFoldersOfDefinitionsFromThoseOfDevices) {
  MemoryFiles files;
  files.add("library/tasmota/plug.yaml", plug);
  files.add("makers/plug.yaml", plug);
  files.add("makers/lamp.yaml", "component: a/Lamp\n");
  files.add("mixed/lamp.yaml", "component: a/Lamp\n");
  files.add("mixed/devices.yaml", device("a"));
  EXPECT_EQ(
      problems(load(paths({"library"}), files)),
      "library: warning: there is no *.yaml or *.yml file in this folder; the folders in it look like a library of "
      "definitions: `test library` checks it, and `library` lists it\n");
  EXPECT_EQ(problems(load(paths({"makers"}), files)),
            "makers: error: the 2 files in this folder are component definitions, which have no roles of their own; "
            "`test makers` checks them, and `participants: {my-device: {use: ./makers/lamp.yaml}}` in a devices file "
            "makes a device of one\n");
  EXPECT_EQ(roles_of(load(paths({"mixed"}), files)), std::vector<std::string>{"a"});
}

TEST(Loader, TellsANameOfTheLibraryFromAFile) {
  MemoryFiles files;
  files.add("library/tasmota/plug.yaml", plug);
  Sources sources = paths({"tasmota/plug"});
  sources.library = {"library"};
  EXPECT_EQ(problems(load(sources, files)),
            "tasmota/plug: error: there is no such file or folder; the library has a definition of this name: "
            "`participants: {my-device: {use: tasmota/plug}}` in a devices file makes a device of it\n");
}

TEST(Loader, TakesAnEmptyFolderBesideFilesForOneThatIsFilledLater) {
  MemoryFiles files;
  files.add("house/a.yaml", device("a"));
  files.add("devices.d/notes.txt", "");
  EXPECT_EQ(problems(load(paths({"house/a.yaml", "devices.d"}), files)), "");
  files.add("empty.yaml", "participants:\n");
  EXPECT_EQ(problems(load(paths({"empty.yaml", "devices.d"}), files)), "empty.yaml: warning: no participants\n");
}

TEST(Loader, ReadsAFileOnceThatIsNamedTwice) {
  MemoryFiles files;
  files.add("house/a.yaml", device("a"));
  const Declaration declaration = load(paths({"house", "./house/a.yaml"}), files);
  EXPECT_EQ(problems(declaration), "");
  EXPECT_EQ(roles_of(declaration), std::vector<std::string>{"a"});
}

TEST(Loader, NamesMissingAndUnreadablePaths) {
  MemoryFiles files;
  files.add("a.yaml", device("a"));
  files.add_unreadable("locked.yaml");
  Sources sources = paths({"nowhere.yaml", "a.yaml", "locked.yaml"});
  sources.roles = {{"plug", "plug.yaml"}};
  const Declaration declaration = load(sources, files);
  EXPECT_EQ(declaration.missing, (std::vector<std::string>{"nowhere.yaml", "locked.yaml", "plug.yaml"}));
  EXPECT_EQ(problems(declaration),
            "locked.yaml: error: cannot be read: permission denied\n"
            "nowhere.yaml: error: there is no such file or folder\n"
            "plug.yaml: error: there is no such file\n");
  EXPECT_EQ(roles_of(declaration), std::vector<std::string>{"a"});
}

TEST(Loader, NamesTheFileThatWasMeant) {
  MemoryFiles files;
  files.add("kitchen.yaml", device("a"));
  files.add("house/cellar.yml", device("b"));
  files.add("house/attic.txt", "");
  Sources sources = paths({"house/celar.yaml", "kitchen", "house/attic.yaml", "there/kitchen.yaml"});
  sources.roles = {{"plug", "kitchn.yaml"}};
  EXPECT_EQ(problems(load(sources, files)),
            "house/attic.yaml: error: there is no such file or folder\n"
            "house/celar.yaml: error: there is no such file or folder; did you mean 'house/cellar.yml'?\n"
            "kitchen: error: there is no such file or folder; did you mean 'kitchen.yaml'?\n"
            "kitchn.yaml: error: there is no such file; did you mean 'kitchen.yaml'?\n"
            "there/kitchen.yaml: error: there is no such file or folder\n");
}

TEST(Loader, RefusesOneRoleInTwoFiles) {
  MemoryFiles files;
  files.add("a.yaml", device("heater"));
  files.add("b.yaml", "\n" + device("heater") + "  lamp: {component: x/Y}\n");
  const Declaration declaration = load(paths({"a.yaml", "b.yaml"}), files);
  EXPECT_EQ(core::to_text(declaration.diagnostics),
            "b.yaml:3:3: error: a second participant with the role 'heater'; the first one is in a.yaml:2\n"
            "    3 |   heater: {component: x/Y}\n"
            "      |   ^~~~~~\n");
  EXPECT_EQ(roles_of(declaration), (std::vector<std::string>{"heater", "lamp"}));
}

TEST(Loader, RefusesTwoBrokers) {
  MemoryFiles files;
  files.add("a.yaml", "broker: mqtt://one\n" + device("a"));
  files.add("b.yaml", "broker: mqtt://two\n" + device("b"));
  EXPECT_EQ(problems(load(paths({"a.yaml", "b.yaml"}), files)),
            "b.yaml:1:1: error: another broker than in a.yaml:1; all files together have one broker\n");
}

TEST(Loader, GoesOnWithTheOtherFilesAfterASyntaxError) {
  MemoryFiles files;
  files.add("a.yaml", "participants: {\n");
  files.add("b.yaml", device("b"));
  const Declaration declaration = load(paths({"a.yaml", "b.yaml"}), files);
  EXPECT_EQ(declaration.diagnostics.size(), 1U);
  EXPECT_EQ(roles_of(declaration), std::vector<std::string>{"b"});
}

TEST(Loader, LeavesOutOnlyTheParticipantsWithAnError) {
  MemoryFiles files;
  files.add("a.yaml", "participants:\n  a: {component: x/Y}\n  b: {label: no component}\n  c: {component: x/Y}\n");
  EXPECT_EQ(roles_of(load(paths({"a.yaml"}), files)), (std::vector<std::string>{"a", "c"}));
}

TEST(Loader, SortsTheProblemsOfAllFilesByPlace) {
  MemoryFiles files;
  files.add("b.yaml", "participants:\n  a: {}\n  b: {}\n");
  files.add("a.yaml", "participants:\n  c: {}\n");
  EXPECT_EQ(problems(load(paths({"b.yaml", "a.yaml"}), files)),
            "a.yaml:2:3: error: participant 'c' has no 'component'; any name will do, such as my/Lamp\n"
            "b.yaml:2:3: error: participant 'a' has no 'component'; any name will do, such as my/Lamp\n"
            "b.yaml:3:3: error: participant 'b' has no 'component'; any name will do, such as my/Lamp\n");
}

TEST(LoaderRoles, MakeParticipantsOfDefinitions) {
  MemoryFiles files;
  files.add("plug.yaml", "role: ignored\n" + plug);
  Sources sources;
  sources.roles = {{"hall", "plug.yaml"}, {"kitchen", "plug.yaml"}};
  const Declaration declaration = load(sources, files);
  EXPECT_EQ(problems(declaration), "");
  EXPECT_EQ(roles_of(declaration), (std::vector<std::string>{"hall", "kitchen"}));
  EXPECT_EQ(declaration.configuration->participants[1].outports[0].topic.value().text(), "tele/kitchen/POWER");
  EXPECT_EQ(declaration.configuration->participants[1].outports[0].queue, "kitchen.POWER");
  EXPECT_EQ(declaration.configuration->participants[1].id, "kitchen");
  EXPECT_EQ(files.reads(), std::vector<std::string>{"plug.yaml"});
}

TEST(LoaderRoles, GoTogetherWithDevicesFiles) {
  MemoryFiles files;
  files.add("a.yaml", device("a"));
  files.add("plug.yaml", plug);
  Sources sources = paths({"a.yaml"});
  sources.roles = {{"a", "plug.yaml"}, {"b", "plug.yaml"}};
  const Declaration declaration = load(sources, files);
  EXPECT_EQ(problems(declaration),
            "plug.yaml: error: a second participant with the role 'a'; the first one is in a.yaml:2\n");
  EXPECT_EQ(roles_of(declaration), (std::vector<std::string>{"a", "b"}));
}

TEST(LoaderRoles, RefuseWhatIsNoDefinition) {
  MemoryFiles files;
  files.add("a.yaml", device("a"));
  files.add("empty.yaml", "# nothing\n");
  files.add("half.yaml", "label: Half\n");
  files.add("plug.yaml", plug);
  Sources sources;
  sources.roles = {{"a", "a.yaml"}, {"b", "empty.yaml"}, {"c", "half.yaml"}, {"", "plug.yaml"}, {"a b", "plug.yaml"}};
  const Declaration declaration = load(sources, files);
  EXPECT_EQ(
      problems(declaration),
      "a.yaml:1:1: error: 'participants' belongs in a devices file; a definition describes one device\n"
      "empty.yaml: error: the file is empty; it should hold 'component'\n"
      "half.yaml:1:1: error: the definition has no 'component'; any name will do, such as my/Lamp\n"
      "plug.yaml: error: the role is empty; give the participant a name\n"
      "plug.yaml: warning: the role 'a b' holds a blank, so no edge in 'connections' or a *.fbp file can name it: "
      "the FBP language takes letters from a to z, digits, `_` and `-`, and a letter or `_` first\n");
  EXPECT_EQ(roles_of(declaration), std::vector<std::string>{"a b"});
}

TEST(LoaderRoles, TellOfAProblemOfTheirFileOnceForAll) {
  MemoryFiles files;
  files.add("plug.yaml", plug + "vendor: x\n  broken: [\n");
  files.add("odd.yaml", plug + "vendor: x\ninports: {a: {topic: '#'}}\n");
  Sources sources;
  sources.roles = {{"a", "plug.yaml"}, {"b", "plug.yaml"}, {"c", "odd.yaml"}, {"d", "odd.yaml"}};
  const Declaration declaration = load(sources, files);
  EXPECT_EQ(declaration.diagnostics.size(), 3U) << problems(declaration);
  EXPECT_TRUE(declaration.configuration->participants.empty());
}

TEST(LoaderUse, LooksBesideTheFileThenInTheLibraryInItsOrder) {
  MemoryFiles files;
  files.add("house/a.yaml", "participants:\n  one: {use: tasmota/plug}\n");
  files.add("/usr/lib/tasmota/plug.yaml", "component: third\n");
  Sources sources = paths({"house/a.yaml"});
  sources.library = {"/etc/lib", "/usr/lib"};
  EXPECT_EQ(load(sources, files).configuration->participants.at(0).component, "third");
  files.add("/etc/lib/tasmota/plug.yml", "component: second\n");
  EXPECT_EQ(load(sources, files).configuration->participants.at(0).component, "second");
  files.add("house/participants/tasmota/plug.yaml", "component: first\n");
  EXPECT_EQ(load(sources, files).configuration->participants.at(0).component, "first");
}

TEST(LoaderUse, TakesPathsBesideTheFileAndAbsoluteOnes) {
  MemoryFiles files;
  files.add("house/a.yaml",
            "participants:\n  one: {use: ./x.yaml}\n  two: {use: ../y.yaml}\n  three: {use: /z.yaml}\n");
  files.add("house/x.yaml", "component: x\n");
  files.add("y.yaml", "component: y\n");
  files.add("/z.yaml", "component: z\n");
  const Declaration declaration = load(paths({"house/a.yaml"}), files);
  EXPECT_EQ(problems(declaration), "");
  EXPECT_EQ(roles_of(declaration).size(), 3U);
  EXPECT_EQ(declaration.configuration->sources,
            (std::vector<std::string>{"house/a.yaml", "house/x.yaml", "y.yaml", "/z.yaml"}));
}

TEST(LoaderUse, ReadsADefinitionOnceForManyAndPlacesItsPortsAtTheUser) {
  MemoryFiles files;
  std::string text = "participants:\n";
  for (int i = 0; i < 1000; ++i) text += "  r" + std::to_string(i) + ": {use: plug}\n";
  files.add("a.yaml", text);
  files.add("participants/plug.yaml", plug);
  const Declaration declaration = load(paths({"a.yaml"}), files);
  ASSERT_EQ(declaration.configuration->participants.size(), 1000U);
  EXPECT_EQ(files.reads().size(), 2U);
  EXPECT_EQ(declaration.configuration->participants[999].file, 0U);
  EXPECT_EQ(declaration.configuration->participants[999].outports.at(0).mark, (core::Mark{1001, 3}));
}

TEST(LoaderUse, NamesThePlacesThatItLookedIn) {
  MemoryFiles files;
  files.add("house/a.yaml", "participants:\n  one: {use: tasmota/plgu}\n");
  files.add("/usr/lib/tasmota/plug.yaml", plug);
  Sources sources = paths({"house/a.yaml"});
  sources.library = {"/etc/lib", "/usr/lib"};
  EXPECT_EQ(problems(load(sources, files)),
            "house/a.yaml:2:14: error: there is no definition 'tasmota/plgu'; looked in house/participants, /etc/lib, "
            "/usr/lib; did you mean 'tasmota/plug'?\n");
}

TEST(LoaderUse, SaysWhyADefinitionCannotBeUsed) {
  MemoryFiles files;
  files.add("a.yaml", "participants:\n  one: {use: ./locked.yaml}\n  two: {use: ./empty.yaml}\n");
  files.add_unreadable("locked.yaml");
  files.add("empty.yaml", "");
  EXPECT_EQ(problems(load(paths({"a.yaml"}), files)),
            "a.yaml:2:14: error: 'locked.yaml': cannot be read: permission denied\n"
            "a.yaml:3:14: error: the definition 'empty.yaml' is empty\n");
}

TEST(LoaderUse, MakesEachParticipantFaultyWhoseDefinitionIs) {
  MemoryFiles files;
  files.add("a.yaml", "participants:\n  one: {use: ./x.yaml}\n  two: {use: ./x.yaml}\n  ok: {component: x/Y}\n");
  files.add("x.yaml", "component: x\ncomponent: y\n");
  const Declaration declaration = load(paths({"a.yaml"}), files);
  EXPECT_EQ(problems(declaration), "x.yaml:2:1: error: duplicate key 'component'; the first one is in line 1\n");
  EXPECT_EQ(roles_of(declaration), std::vector<std::string>{"ok"});
}

TEST(LoaderCycles, AreFoundAcrossFiles) {
  MemoryFiles files;
  files.add("a.yaml", "participants:\n  a: {component: x, outports: {o: {topic: one, queue: two}}}\n");
  files.add("b.yaml", "participants:\n  b: {component: x, inports: {i: {queue: two, topic: one}}}\n");
  const Declaration declaration = load(paths({"a.yaml", "b.yaml"}), files);
  ASSERT_EQ(declaration.diagnostics.size(), 1U);
  EXPECT_EQ(declaration.diagnostics[0].place, (core::Place{"a.yaml", 2, 32, 1}));
  EXPECT_EQ(declaration.diagnostics[0].source_line, "  a: {component: x, outports: {o: {topic: one, queue: two}}}");
}

}  // namespace
}  // namespace mfp::declaration
