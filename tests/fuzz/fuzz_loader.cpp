// Any bytes as a devices file: loading must end, report or accept, and whatever it accepts must be announceable.
#include <cstddef>
#include <cstdint>
#include <string>

#include "core/msgflo/announcement.hpp"
#include "core/routing/route_table.hpp"
#include "declaration/set/loader.hpp"
#include "support/memory_files.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  // The same bytes serve as a definition, so that `use:` has something to find.
  mfp::test::MemoryFiles files;
  files.add("devices.yaml", text);
  files.add("participants/x.yaml", text);
  mfp::declaration::Sources sources;
  sources.paths = {"devices.yaml"};
  sources.roles = {{"role", "devices.yaml"}};
  const auto declaration = mfp::declaration::load(sources, files);
  for (const auto& participant : declaration.configuration->participants) (void)mfp::core::announcement(participant);
  const mfp::core::RouteTable table(mfp::core::routes_of(declaration.configuration->participants));
  (void)mfp::core::to_text(declaration.diagnostics);
  return 0;
}
